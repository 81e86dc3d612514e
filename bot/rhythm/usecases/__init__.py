"""What can be done about absences and occurrences."""
