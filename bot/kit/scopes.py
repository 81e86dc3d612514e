"""What the app may do in Slack: the scopes that manifest.yml asks for, and the names of what stands against it."""

POSTING = "chat:write"
EMAILS = "users:read.email"  # without it Slack tells everything of people but their addresses
CHANNELS = ("channels:read", "groups:read")  # whether a public, or a private, channel is shared with others
FILES = "files:read"  # what an admin hands over to be imported
REPORTS = "files:write"  # the report, which comes as files
PAIRS = "mpim:write"  # the conversation that the two of a 1-to-1 have with us
SCOPES = (POSTING, "commands", "users:read", EMAILS, *CHANNELS, FILES, REPORTS, PAIRS)
NO_SCOPE = "missing_scope"
# Our own names for why nothing goes to a channel: another company reads it, guests do; we may not ask who does.
SHARED = "shared_with_others"
GUESTS = "read_by_guests"
UNSEEN = "may_not_see_channel"
