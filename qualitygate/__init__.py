"""qualitygate: one gate for code quality. Nothing but the version is computed on import.

Its imports are pinned by tests/meta/test_import_weight.py.
"""

__version__ = "0.1.0"

#: What the installed distribution is called; ``qualitygate`` on the Python Package Index is somebody else's.
DISTRIBUTION = "qualitygate-lint"
