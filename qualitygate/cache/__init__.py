"""What runs leave for the next one. Nothing in it decides anything; without it every answer is the same."""
