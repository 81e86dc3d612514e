"""What is counted over many subjects: the digest, retention, the first round."""
