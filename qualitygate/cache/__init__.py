"""What runs leave for the next one. Nothing in it decides anything; without it every answer is the same.

Its imports are pinned by tests/meta/test_import_weight.py.
"""
