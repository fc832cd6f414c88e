"""What comments in the sources silence, and what is wrong with those comments."""
