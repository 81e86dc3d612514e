"""What can be done, each in the transaction of the act."""
