"""What will be checked, by what, and in which order."""
