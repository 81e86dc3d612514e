"""How the pulse is shown."""
