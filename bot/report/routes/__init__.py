"""The acts of a report: asking for one, and what follows that."""
