"""Fixes are made: which ones together, in which rounds, checked how, and written where."""
