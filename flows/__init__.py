"""The method: pure values and functions, without clock, file, network or database."""
