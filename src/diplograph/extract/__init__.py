"""Article -> Reading: what the text says."""
