"""What a review is: its pages, its submission, and what stands beside it. Values and rules, no database."""
