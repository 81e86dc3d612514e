"""How acts about action items are answered."""
