"""The pulse: five statements after each quarter, one minute, and how the company's answers move."""
