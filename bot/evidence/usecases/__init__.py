"""What can be done with evidence."""
