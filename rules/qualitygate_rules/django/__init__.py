"""Rules about Django, one a file."""
