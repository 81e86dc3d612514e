"""Headings to fields: which column holds what, what is asked about it, and which system wrote it."""
