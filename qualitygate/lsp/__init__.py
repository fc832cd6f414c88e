"""The language server: documents in an editor, and the gate's own verdict on them."""
