"""What the pulse registers."""

from bot.kit import doors
from bot.kit.feature import Feature, Job
from bot.kit.reply import Look
from bot.pulse import posting, routes
from bot.pulse.usecases.opening import turn
from bot.pulse.views import form
from storage import pulses

FEATURE = Feature(
    commands=dict.fromkeys(("pulse", "puls"), Look(routes.open_)),
    actions={doors.PULSE: Look(routes.open_), form.ANSWER: Look(routes.answer)},
    submits={form.SEND: routes.send},
    notices={pulses.PULSE: posting.pulse},
    jobs=[
        Job("open pulses", lambda house: house.each(pulses.workspaces_to_turn, turn)),
        Job("ask of the pulse", lambda house: house.until_done(pulses.workspaces_due, posting.ask)),
    ],
)
