"""The pulse: five statements after each quarter, and what may be shown of the answers."""
