"""What can be done with a colour's reasons."""
