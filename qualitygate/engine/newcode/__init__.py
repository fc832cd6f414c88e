"""Which findings are new against a base revision, and what caused them."""
