"""Finding a deal or customer by its name."""
