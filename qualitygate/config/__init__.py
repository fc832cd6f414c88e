"""From files and flags to the settings of every path."""
