"""Answering what is done about absences and pairs."""
