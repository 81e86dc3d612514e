"""Scorecards: what a company declares, and the shipped ones beside it."""
