"""What can be done in a 1-to-1."""
