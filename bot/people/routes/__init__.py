"""Setup's form: opening it, what it says, and saving that."""
