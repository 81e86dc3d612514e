"""Pairs and their rhythm: reminders, absences, and what a pair does about its occurrences."""
