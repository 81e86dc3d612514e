"""What the two of a 1-to-1 see."""
