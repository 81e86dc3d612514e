"""When what is due for whom: cadence, reminders, days off, weekly load."""
