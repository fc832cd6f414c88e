"""Text: bytes in, views out. Nothing here touches the disk."""
