"""argv in, exit code out. The only place that prints errors.

Its imports are pinned by tests/meta/test_import_weight.py.
"""
