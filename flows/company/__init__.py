"""Who and what there is: people, subjects, their money, colours and changes."""
