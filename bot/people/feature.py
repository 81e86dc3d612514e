"""What people register: setup, and how they are found in Slack."""

from bot.kit import doors
from bot.kit.feature import Feature, Job
from bot.kit.reply import AsksSlack
from bot.people import jobs, posting, terminal, views
from bot.people.routes import setup
from flows.facts import ManagerLeft

SETUP = AsksSlack(setup.open_, views.waiting_view)

FEATURE = Feature(
    commands={"setup": SETUP, "opsætning": SETUP},
    actions={doors.SETUP: SETUP},
    submits={views.SAVE: AsksSlack(setup.save, views.waiting_view)},
    follows={ManagerLeft: [posting.tell_admins]},
    notices={posting.MANAGER_LEFT: posting.manager_left},
    jobs=[
        Job("find in Slack", jobs.meet, every=jobs.EVERY),
        Job("find in Slack, after a pause", jobs.go_on),
    ],
    terminal={"move": terminal.move},
)
