"""The bot as a whole: the router, the ticker, delivery, and what brings all features together."""
