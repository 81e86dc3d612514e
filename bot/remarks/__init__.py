"""Levels that somebody lowered, and what the owner says of them."""
