"""What second views show."""
