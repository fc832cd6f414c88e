"""Language servers side by side, through the protocol."""
