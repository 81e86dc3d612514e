"""From Slack's payloads to use cases and back: few listeners, routed inside."""
