"""Files of any size to one table in order of time, in bounded memory: read, sort in runs on the disk, merge, write."""
