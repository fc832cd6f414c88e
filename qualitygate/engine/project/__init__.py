"""Project checkers: asked once for many files, beside the workers that check file by file."""
