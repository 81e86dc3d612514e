"""The list of people: who somebody is, what they are, whether they are still there, and when they meet."""
