"""What people see of evidence."""
