"""Patterns: code with ``$NAME`` and ``...``, read once and compared with the shared syntax tree."""
