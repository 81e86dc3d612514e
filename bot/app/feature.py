"""What stands in no feature: the ways in, and word of trouble."""

from bot.app import entry, posting, terminal
from bot.app.keeping import EVERY, keep_all, keep_due
from bot.kit import doors
from bot.kit.feature import Feature, Job
from bot.kit.reply import Look

FEATURE = Feature(
    commands={"help": Look(entry.help_), "hjælp": Look(entry.help_)},
    shortcuts={doors.BEGIN: entry.start},
    actions={doors.BEGIN: entry.start},
    notices={posting.SLOW: posting.slow, posting.TROUBLE: posting.trouble},
    jobs=[Job("keep scores", keep_due), Job("keep scores by other scorecards", keep_all, every=EVERY)],
    terminal={"check": terminal.check},
)
