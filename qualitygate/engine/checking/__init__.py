"""Tasks to findings: workers, and what each does with one source."""
