"""What reviewing registers."""

from bot.kit import doors
from bot.kit.feature import Feature
from bot.kit.reply import Keeps, Look
from bot.review import posting
from bot.review.routes import correcting, pages, run
from bot.review.views import correcting as correcting_views
from bot.review.views import lost, page, restart
from bot.review.views import run as run_views
from flows.facts import Submitted, ViewSent

FEATURE = Feature(
    actions={
        doors.REVIEW: Keeps(pages.open_),
        page.BACK: Keeps(pages.back),
        page.LEVEL: Keeps(pages.keep),
        doors.RUN: run.start,
        run_views.SKIP: run.skip,
        run_views.STOP: run.stop,
        doors.CORRECT: Look(correcting.ask_reason),
        page.DROP: correcting.drop,
    },
    submits={
        page.PAGE: Keeps(pages.next_),
        page.SUBMIT: pages.submit,
        restart.CHOOSE: Keeps(pages.choose),
        lost.RESUME: pages.resume,
        doors.NEXT: run.next_,
        correcting_views.BEGIN: correcting.correct,
    },
    windows={"review": pages.review_window, "result": pages.result_window},
    follows={Submitted: [posting.send_copy], ViewSent: [posting.send_copy]},
    notices={posting.COPY: posting.copy},
)
