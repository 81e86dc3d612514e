"""The report for top management, and each team's edition of it: from the database to one value."""
