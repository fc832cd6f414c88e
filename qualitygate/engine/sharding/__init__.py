"""One project checked on several machines: each its share, and one judgement of all of it."""
