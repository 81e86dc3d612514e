"""What all features share: how they are opened, what travels in their windows and buttons, what they answer."""
