"""What people do with the digest: reading its figures, having it posted, and setting where."""
