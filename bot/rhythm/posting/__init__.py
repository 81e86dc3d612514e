"""What is said of a pair's rhythm, and to whom."""
