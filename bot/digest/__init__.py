"""The digest: the company's figures in a channel, and in short for whoever asks."""
