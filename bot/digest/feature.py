"""What the digest registers."""

from bot.digest import posting, routes, terminal
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
    terminal={"status": terminal.status},
)
