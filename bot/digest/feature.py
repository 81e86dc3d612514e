"""What the digest registers."""

from bot.digest import posting, routes, terminal
from bot.digest.views import listing, targets
from bot.kit import doors
from bot.kit.feature import Feature, Job
from bot.kit.reply import Look
from flows.facts import DigestTaken, NotSent
from storage import workspaces

FEATURE = Feature(
    commands={
        "status": Look(routes.status),
        "oversigt": Look(routes.status),
        "digest": routes.post,
        "ugeoverblik": routes.post,
    },
    actions={
        listing.OPEN: Look(routes.listed),
        listing.BACK: Look(routes.listed),
        listing.ON: Look(routes.listed),
        doors.TARGETS: Look(routes.targets),
    },
    submits={targets.SAVE: routes.set_target},
    follows={DigestTaken: [posting.post, posting.tell_managers], NotSent: [posting.tell_refused]},
    notices={
        posting.DIGEST: posting.digest,
        posting.NOT_READY: posting.not_ready,
        posting.NOT_POSTED: posting.not_posted,
    },
    jobs=[
        Job("post digests", lambda house: house.each(workspaces.with_digest_due, posting.weekly_digest)),
        Job("plan digests anew", lambda house: house.each(workspaces.with_digest_too_far, posting.plan_anew)),
    ],
    terminal={"status": terminal.status, "targets": terminal.targets, "rates": terminal.rates},
)
