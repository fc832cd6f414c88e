"""Report to verdict."""
