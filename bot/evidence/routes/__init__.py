"""The acts by which people do it: evidence."""
