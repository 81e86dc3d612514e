"""Exports of customer systems: bytes in, values out; nothing is stored or sent here."""
