"""Cells to values: dates, amounts with their currency, ids, owners."""
