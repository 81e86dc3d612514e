"""What a file would do, as the terminal and Slack show it."""
