"""What can be done with the pulse."""
