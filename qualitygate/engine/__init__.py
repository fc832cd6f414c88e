"""The run. Start reading in ``run.py``."""
