"""The scorecards in force: read from a company's folder, or the shipped ones."""
