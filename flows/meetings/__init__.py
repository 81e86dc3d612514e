"""What a 1-to-1 is: its agenda, and how two views of one subject become one."""
