"""What people see of history."""
