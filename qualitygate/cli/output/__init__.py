"""What a run says, and where it goes."""
