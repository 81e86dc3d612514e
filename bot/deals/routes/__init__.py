"""The acts by which people do it: deals and customers themselves."""
