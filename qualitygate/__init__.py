"""qualitygate: one gate for code quality. Nothing but the version is computed on import."""

__version__ = "0.1.0"
