"""What evidence registers."""

from bot.evidence.routes import adding
from bot.evidence.views import exhibits, form
from bot.kit import doors
from bot.kit.feature import Feature
from bot.kit.reply import Look

FEATURE = Feature(
    shortcuts={form.USE: Look(adding.use)},
    actions={
        exhibits.SEE: adding.see,
        doors.ADD_EVIDENCE: Look(adding.open_),
        form.AREA: Look(adding.turn),
    },
    submits={form.CHOOSE: Look(adding.choose), form.KEEP: adding.keep},
    options={doors.EVIDENCE_SUBJECT: Look(adding.options)},
)
