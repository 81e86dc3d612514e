"""What follows from a 1-to-1."""
