"""Why the gate says what it says: about a path, and about a line."""
