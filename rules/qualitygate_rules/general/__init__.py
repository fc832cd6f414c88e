"""Rules about Python, one a file."""
