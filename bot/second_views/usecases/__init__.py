"""What can be done with second views."""
