"""The report for top management: what it says, as numbers; how it is printed is the bot's."""
