"""The two languages in which paths are described: git's and flake8's. Text to decisions, no disk access."""
