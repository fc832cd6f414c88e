"""Which files to look at."""
