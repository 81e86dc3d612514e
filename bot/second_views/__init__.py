"""A subject given to somebody who scores it blind: to an auditor, or to a manager before a 1-to-1; and both views."""
