"""What people see of deals and customers themselves."""
