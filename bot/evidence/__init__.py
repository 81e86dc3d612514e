"""Evidence of what customers said and did."""
