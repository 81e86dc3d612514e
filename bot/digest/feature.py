"""What the digest registers."""

from bot.digest import terminal
from bot.digest.posting import digest, looking, managers, trouble
from bot.digest.routes import figures, places
from bot.digest.views import listing, targets
from bot.digest.views import places as place_views
from bot.kit import doors
from bot.kit.feature import Feature, Job
from bot.kit.reply import AsksSlack, Look
from flows.facts import DigestTaken, NotSent
from storage import digest_messages, digest_places

FEATURE = Feature(
    commands={
        "status": Look(figures.status),
        "oversigt": Look(figures.status),
        "digest": figures.post,
        "ugeoverblik": figures.post,
    },
    actions={
        listing.OPEN: Look(figures.listed),
        listing.BACK: Look(figures.listed),
        listing.ON: Look(figures.listed),
        doors.TARGETS: Look(figures.targets),
        doors.DIGEST_PLACE: AsksSlack(places.open_, place_views.waiting_view),
        place_views.LEADER: AsksSlack(places.choose, place_views.waiting_view),
    },
    options={place_views.ZONE: Look(places.zones)},
    submits={
        targets.SAVE: figures.set_target,
        place_views.SAVE: AsksSlack(places.save, place_views.waiting_view),
    },
    heard={
        **dict.fromkeys(trouble.LOST, trouble.channel_lost),
        **dict.fromkeys(trouble.BACK, trouble.channel_back),
    },
    follows={DigestTaken: [digest.post, managers.tell_managers], NotSent: [trouble.tell_refused]},
    notices={
        digest.DIGEST: digest.digest,
        looking.TURNED: looking.turned,
        managers.NOT_READY: managers.not_ready,
        trouble.NOT_POSTED: trouble.not_posted,
    },
    jobs=[
        Job(
            "post digests", lambda house: house.until_done(digest_places.workspaces_due, digest.weekly_digest)
        ),
        Job("update digests", lambda house: house.until_done(digest_messages.workspaces_due, looking.look)),
    ],
    terminal={"status": terminal.status, "targets": terminal.targets, "rates": terminal.rates},
)
