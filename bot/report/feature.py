"""What the report registers."""

from bot.kit import doors
from bot.kit.feature import Feature, Job
from bot.kit.reply import Look
from bot.report import jobs, posting, terminal, views
from bot.report.routes import asking
from bot.report.usecases.asking import BEGUN, DONE

FEATURE = Feature(
    commands=dict.fromkeys(("report", "rapport"), Look(asking.open_)),
    actions={doors.REPORT: Look(asking.open_)},
    submits={views.MAKE: asking.make},
    notices={BEGUN: posting.begun, DONE: posting.done},
    jobs=[Job("end reports left behind", jobs.end_left_behind_everywhere, every=jobs.EVERY)],
    terminal={"report": terminal.report},
)
