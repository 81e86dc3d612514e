"""What people see of the digest."""
