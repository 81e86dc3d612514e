"""People: the company's list, pairs and their reminders."""
