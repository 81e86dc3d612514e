"""What can be done with deals and customers themselves."""
