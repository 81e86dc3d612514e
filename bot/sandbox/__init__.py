"""A Slack-compatible workspace on this machine: for the demo, and as the fake Slack of all tests."""
