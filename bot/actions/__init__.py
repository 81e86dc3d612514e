"""Action items: what is to be done for a subject, by whom and when."""
