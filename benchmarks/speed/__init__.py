"""Measures qualitygate, flake8 and ruff in turn, and prints how they compare: ``python -m benchmarks.speed --help``."""
