"""Plugins: find, load, validate, ask."""
