"""What the bot costs beside the least it could cost, measured in turns in one run; no thresholds."""
