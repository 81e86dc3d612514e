"""A subject given to an auditor, who scores it blind."""
