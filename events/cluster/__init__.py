"""Events that lie in the memory of several processes, on this machine or on others."""
