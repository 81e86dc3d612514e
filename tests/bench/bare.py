"""The least that a bot on Bolt does: over Socket Mode, it acknowledges every window that is sent.

It is a process of its own, and imports nothing of ours.
"""

import os
import re

from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

client = WebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
app = App(client=client, process_before_response=True)


@app.view(re.compile(""))
def acknowledge(ack: Ack) -> None:
    """Nothing else."""
    ack()


if __name__ == "__main__":
    SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).start()
