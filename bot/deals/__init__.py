"""Deals and customers themselves: adding, changing and handing them over."""
