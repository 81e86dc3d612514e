"""The acts by which people do it: reviews."""
