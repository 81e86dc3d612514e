"""What people see of Home."""
