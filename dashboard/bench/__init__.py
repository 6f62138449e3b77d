"""How quick the program is, beside the naive way to do the same: the command `conflict-timeline bench`."""
