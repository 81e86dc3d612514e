"""When what is due for whom: cadence, weekly load, working days."""
