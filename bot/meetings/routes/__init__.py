"""What somebody does in a 1-to-1."""
