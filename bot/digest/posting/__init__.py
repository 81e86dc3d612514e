"""What is said of the digest, and where: the week's message, what moves under it, and what is in its way."""
