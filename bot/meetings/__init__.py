"""1-to-1s: held step by step in a window that both can drive, settled, signed, and kept."""
