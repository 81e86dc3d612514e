"""A report while it is made for somebody in Slack: a message that says how far it is, then the files under it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from slack_sdk import WebClient

from bot.kit.act import Act
from bot.kit.blocks import Message
from bot.kit.house import House
from bot.kit.scopes import REPORTS
from bot.kit.slack import TROUBLE, error_of, explained, lacks
from bot.kit.texts import Texts
from bot.printing.files import File, conclusions, files_of, heading
from bot.printing.pages import days_of, told_as_of
from bot.printing.pdf import NotPrinted
from bot.report import posting, views
from bot.report.usecases.asking import Asked
from bot.report.usecases.report import made
from flows.report.period import Period
from flows.report.report import Report

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=3)  # between two words of how far it is
READ = Fraction(7, 10)  # of the work is reading, the rest printing


@dataclass(frozen=True)
class Making:
    """What is asked for, by which press, and the words of who asked."""

    asked: Asked
    period: Period
    occurrence: str
    t: Texts


@dataclass
class _Word:
    """The message to whoever waits: posted first, then kept up to date. What Slack does not take of it is no loss."""

    client: WebClient
    user: str
    making: Making
    house: House
    place: dict[str, Any] | None = None
    said_at: datetime | None = field(default=None)

    def say(self, message: Message) -> bool:
        """Say it in place of what stood there."""
        try:
            if self.place is None:
                answer = self.client.chat_postMessage(
                    channel=self.user, mrkdwn=False, unfurl_links=False, unfurl_media=False, **message
                )
                self.place = {"channel": answer["channel"], "ts": answer["ts"]}
            else:
                self.client.chat_update(**self.place, **message)
        except TROUBLE as error:
            log.warning("Not said to %s of their report: %s", self.user, explained(error))
            return False
        return True

    def tell(self, key: str, **params: object) -> bool:
        """Say a sentence."""
        period = days_of(self.making.period.begins, self.making.period.ends, self.making.t)
        return self.say(views.preparing(self.making.t(key, period=period, **params)))

    def progress(self, done: Fraction) -> None:
        """Say how much is done, every now and then; whoever waits for an answer goes first."""
        self.house.calm.wait()
        now = self.house.clock()
        if self.said_at is None or now - self.said_at >= EVERY:
            self.said_at = now
            self.tell("report_door.preparing", share=self.making.t.percent(done.numerator / done.denominator))


def make_and_send(making: Making, house: House, _client: WebClient, act: Act) -> None:
    """Make it, one report at a time, and send it to the person's own messages; whatever happens, they hear of it."""
    word = _Word(house.clients[act.workspace], act.user, making, house)
    is_told = False
    try:
        word.progress(Fraction(0))
        with house.one_report:
            report, files = _printed(making, house, act.workspace, word)
        is_told = _sent(word, report, files)
    except NotPrinted as error:
        log.error("The report of %s could not be printed: %s", act.user, error)  # noqa: TRY400 - its words are typst's
        is_told = word.tell("report_door.not_printed")
    except Exception:
        is_told = word.tell("report_door.stopped")
        raise
    finally:
        with house.write(act.workspace) as desk:
            posting.end(desk, act.user, making.occurrence, making.asked.period, is_told=is_told)


def _printed(making: Making, house: House, workspace: int, word: _Word) -> tuple[Report, list[File]]:
    company = _company(word.client)
    with house.read(workspace) as desk:
        report = made(
            desk,
            making.period,
            team=making.asked.team,
            progress=lambda done: word.progress(done * READ),
            company=company,
        )
    t = Texts(making.asked.language, report.zone)
    files = files_of(report, t, progress=lambda done: word.progress(READ + done * (1 - READ)))
    return report, files


def _company(client: WebClient) -> str:
    """What Slack calls the workspace; nothing where it does not say so now."""
    try:
        return str(client.auth_test()["team"])
    except TROUBLE as error:
        log.warning("The report has no company's name: %s", explained(error))
        return ""


def _sent(word: _Word, report: Report, files: Sequence[File]) -> bool:
    """Send the files, then say what is in them where it said how far it is."""
    if word.place is None and not word.tell("report_door.preparing", share=word.making.t.percent(1)):
        return False
    try:
        word.client.files_upload_v2(
            channel=(word.place or {})["channel"],
            file_uploads=[
                {"content": file.data, "filename": file.name, "title": file.title} for file in files
            ],
        )
    except TROUBLE as error:
        log.warning("The report of %s was not sent: %s", word.user, explained(error))
        if scopes := lacks(error):
            return word.tell("report_door.lacks", scopes=REPORTS if REPORTS in scopes else scopes)
        return word.tell("report_door.not_sent", error=error_of(error))
    t = Texts(word.making.t.language, report.zone)
    lines, told = conclusions(report, t), " ".join(f"{each}." for each in told_as_of(report, t)[:1])
    return word.say(views.made_message(heading(report, t), lines, told.replace("..", "."), t))
