"""Slack, the command line, the sandbox: everything that a person or a machine touches."""
