"""Repairs for pycodestyle's findings: one module per family of codes, found by code in ``fixer.py``."""
