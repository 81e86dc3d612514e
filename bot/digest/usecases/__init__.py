"""What can be done with the digest."""
