"""The settings of other programs, as settings of ours: read, written, and the findings compared."""
