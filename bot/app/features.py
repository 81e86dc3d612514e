"""What follows what happened, and how each kind of the outbox becomes words: the tables that every feature is in."""

from collections.abc import Callable, Iterable
from typing import Any

from bot.actions import posting as plans
from bot.app import posting as trouble
from bot.audits import posting as audits
from bot.deals import posting as subjects
from bot.digest import posting as digest
from bot.history import posting as history
from bot.home import posting as homes
from bot.kit.desk import Desk
from bot.kit.outgoing import Render
from bot.kit.settings import LANGUAGES
from bot.kit.texts import Texts
from bot.people import posting as reminders
from bot.remarks import posting as remarks
from bot.review import posting as reviews
from bot.why import posting as asked
from flows import facts as happened
from flows.facts import Fact
from storage.outbox import HOME

FOLLOWERS: dict[type[Fact], tuple[Callable[[Desk, Any], None], ...]] = {
    happened.Submitted: (reviews.send_copy, remarks.tell_owner),
    happened.AuditGiven: (audits.tell_given,),
    happened.Audited: (reviews.send_copy, audits.tell_done),
    happened.ItemAdded: (plans.tell_doer,),
    happened.Remarked: (remarks.tell_lowerer,),
    happened.Changed: (subjects.tell_new_owner,),
    happened.HandedOver: (subjects.tell_taker,),
    happened.HelpAsked: (asked.tell_helper,),
    happened.ChartAsked: (history.send_chart,),
    happened.DigestTaken: (digest.post, digest.tell_managers),
    happened.NotSent: (digest.tell_refused,),
    happened.ReminderDue: (reminders.tell_due,),
}

NOTICES: dict[str, Render] = {
    reviews.COPY: reviews.copy,
    remarks.LOWERED: remarks.lowered,
    audits.GIVEN: audits.given,
    audits.DONE: audits.done,
    plans.STEP: plans.step,
    remarks.REMARK: remarks.remark,
    subjects.HANDED: subjects.handed,
    subjects.HANDED_ALL: subjects.handed_all,
    asked.HELP: asked.help_wanted,
    history.CHART: history.chart,
    digest.DIGEST: digest.digest,
    digest.NOT_READY: digest.not_ready,
    digest.NOT_POSTED: digest.not_posted,
    reminders.REMINDER: reminders.reminder,
    trouble.SLOW: trouble.slow,
    trouble.TROUBLE: trouble.trouble,
    HOME: homes.home,
}


def follow(desk: Desk, fact: Fact) -> None:
    """Do what follows a fact, in its own transaction: tell whom it concerns, and have their Homes published."""
    for follower in FOLLOWERS.get(type(fact), ()):
        follower(desk, fact)
    homes.publish(desk, fact)


def check_words(kinds: Iterable[str]) -> None:
    """Raise KeyError for a kind that an admin's Home could not name, in any language."""
    for language in LANGUAGES:
        for kind in kinds:
            Texts(language)(f"outbox.{kind}")
