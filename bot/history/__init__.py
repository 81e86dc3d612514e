"""What a subject's reviews and changes were over time."""
