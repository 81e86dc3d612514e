"""What can be done with action items."""
