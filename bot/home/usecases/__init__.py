"""What stands on somebody's Home."""
