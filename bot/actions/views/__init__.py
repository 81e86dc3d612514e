"""What people see of action items."""
