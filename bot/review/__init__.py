"""Reviewing a subject: page by page, one or many, and what it came to."""
