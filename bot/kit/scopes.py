"""What the app may do in Slack: the scopes that manifest.yml asks for, and Slack's name for one that is not there."""

POSTING = "chat:write"
EMAILS = "users:read.email"  # without it Slack tells everything of people but their addresses
SCOPES = (POSTING, "commands", "users:read", EMAILS)
NO_SCOPE = "missing_scope"
