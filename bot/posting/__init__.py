"""Use cases of which somebody is told by a message: both in one transaction, in the reader's language."""
