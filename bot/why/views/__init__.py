"""What people see of a colour's reasons."""
