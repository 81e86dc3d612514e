"""How a colour comes about, and the way up from it."""
