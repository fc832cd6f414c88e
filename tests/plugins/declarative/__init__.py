"""Rules that are tables."""
