"""Accepted findings: their file, and which of today's findings they stand for."""
