"""Files in the sandbox: the field that asks for them, what the Web API tells of them, and what their links give."""

import json
import re
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.downloads import METHOD
from bot.sandbox.page import routes
from bot.sandbox.people import Identity
from bot.sandbox.server import serve
from bot.sandbox.values import MOST_OF_A_FILE
from bot.sandbox.workspace import Workspace
from tests.sandbox.blocks import asked, asking, modal
from tests.sandbox.page_bot import PEOPLE, REVIEW, Bot, asks
from tests.sandbox.robot import Robot, show, top
from tests.sandbox.senders import Sender

DATA = b"name,amount\nPacking line,1\n"
ANNA = "U1ANNA"


@pytest.fixture
def file_id(workspace: Workspace) -> str:
    """A file of Anna's."""
    return workspace.upload(ANNA, "Deals Q4.csv", DATA)


def downloads(
    workspace: Workspace, slack: WebClient, file_id: str, *, token: str | None = None
) -> httpx.Response:
    """What the file's link gives to whoever has this token, the bot's unless given."""
    link = slack.files_info(file=file_id)["file"]["url_private_download"]
    return httpx.get(link, headers={"Authorization": f"Bearer {token or workspace.identity.bot_token}"})


def error_of(refused: pytest.ExceptionInfo[SlackApiError]) -> str:
    return str(refused.value.response["error"])


# The field


@pytest.mark.parametrize("fields", [{}, {"max_files": 1}, {"max_files": 10}, {"filetypes": ["csv", "xlsx"]}])
def test_a_modal_may_ask_for_files(sender: Sender, fields: dict[str, Any]) -> None:
    sender.send("modal", asked("file_input", **fields))


@pytest.mark.parametrize(
    "fields",
    [{"max_files": 0}, {"max_files": 11}, {"filetypes": []}, {"initial_files": ["F1"]}, {"placeholder": "x"}],
)
def test_a_field_of_another_shape_is_refused(sender: Sender, fields: dict[str, Any]) -> None:
    assert sender.refusal("modal", asked("file_input", **fields))[0] == "invalid_arguments"


def test_it_stands_in_modals_only_and_in_input_blocks_only(sender: Sender) -> None:
    field, bare = asking("file_input"), {"type": "actions", "elements": [{"type": "file_input"}]}

    assert sender.refusal("home", [field])[0] == "invalid_arguments"
    assert sender.refusal("message", [field])[0] == "invalid_blocks"
    assert sender.refusal("modal", modal(bare))[0] == "invalid_arguments"


def test_an_app_that_may_read_no_files_may_ask_for_none(
    workspace: Workspace, robot: Robot, slack: WebClient
) -> None:
    workspace.reinstall("commands")

    with pytest.raises(SlackApiError) as refused:
        show(slack, robot, asking("file_input"))

    assert (error_of(refused), refused.value.response["needed"]) == ("missing_scope", "files:read")


def test_a_form_holds_the_files_themselves(
    workspace: Workspace, robot: Robot, slack: WebClient, file_id: str
) -> None:
    show(slack, robot, asking("file_input", max_files=1))
    assert top(workspace)["state"]["values"]["b"]["a"] == {"type": "file_input", "files": []}

    workspace.fill(ANNA, "b", "a", [file_id])
    workspace.submit(ANNA)

    held = robot.heard["view"]["state"]["values"]["b"]["a"]
    assert held["type"] == "file_input"
    (file,) = held["files"]
    assert (file["id"], file["name"], file["size"], file["user"]) == (
        file_id,
        "Deals Q4.csv",
        len(DATA),
        ANNA,
    )
    assert (file["mimetype"], file["filetype"], file["mode"]) == ("text/csv", "csv", "hosted")


def test_nobody_hands_over_what_somebody_else_has_uploaded(
    workspace: Workspace, robot: Robot, slack: WebClient
) -> None:
    theirs = workspace.upload("U2BO", "a.csv", DATA)
    show(slack, robot, asking("file_input"))

    with pytest.raises(ValueError, match="no file"):
        workspace.fill(ANNA, "b", "a", [theirs])


@pytest.mark.parametrize(
    ("fields", "files", "said"),
    [
        ({}, [], "Please complete this required field."),
        ({"max_files": 1}, ["a.csv", "b.csv"], "Please choose one file only."),
        ({"max_files": 2}, ["a.csv"] * 3, "Please choose no more than 2 files."),
        ({"filetypes": ["csv"]}, ["a.pdf"], "Please choose a file of one of these types: csv."),
        ({}, ["large.csv"], "Please choose a file of at most 10 MB."),
        ({"filetypes": ["csv"], "max_files": 1}, ["A.CSV"], None),
    ],
)
def test_what_does_not_fit_the_field_is_not_sent(
    workspace: Workspace,
    robot: Robot,
    slack: WebClient,
    fields: dict[str, Any],
    files: list[str],
    said: str | None,
) -> None:
    show(slack, robot, asking("file_input", **fields))
    data = {"large.csv": b"x" * (MOST_OF_A_FILE + 1)}
    ids = [workspace.upload(ANNA, name, data.get(name, DATA)) for name in files]
    workspace.fill(ANNA, "b", "a", ids)
    before = len(robot.envelopes)

    workspace.submit(ANNA)

    assert workspace.modal_errors(ANNA) == ({"b": said} if said else {})
    assert len(robot.envelopes) - before == (0 if said else 1)


# The Web API, and the link


def test_a_file_is_described_and_its_link_gives_it_to_the_app(
    workspace: Workspace, slack: WebClient, file_id: str
) -> None:
    answer = downloads(workspace, slack, file_id)

    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (
        200,
        DATA,
        "text/csv; charset=utf-8",
    )


def test_a_file_that_was_never_there_and_one_that_is_gone(
    workspace: Workspace, slack: WebClient, file_id: str
) -> None:
    link = slack.files_info(file=file_id)["file"]["url_private_download"]
    workspace.delete_file(file_id)

    for id_, error in (("F0", "file_not_found"), (file_id, "file_deleted")):
        with pytest.raises(SlackApiError) as refused:
            slack.files_info(file=id_)
        assert error_of(refused) == error
    headers = {"Authorization": f"Bearer {workspace.identity.bot_token}"}
    assert httpx.get(link, headers=headers).status_code == 404


def test_who_has_no_token_is_led_to_the_page_to_log_in(
    workspace: Workspace, slack: WebClient, file_id: str
) -> None:
    answer = downloads(workspace, slack, file_id, token="xoxb-another")

    assert answer.status_code == 302
    assert answer.headers["location"].startswith(f"{workspace.records.base_url}/?redir=/files-pri/")


def test_without_the_scope_the_page_to_log_in_comes_as_if_all_were_well(
    workspace: Workspace, slack: WebClient, file_id: str
) -> None:
    link = slack.files_info(file=file_id)["file"]["url_private_download"]
    workspace.reinstall("commands")

    answer = httpx.get(link, headers={"Authorization": f"Bearer {workspace.identity.bot_token}"})

    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    with pytest.raises(SlackApiError) as refused:
        slack.files_info(file=file_id)
    assert error_of(refused) == "missing_scope"


def test_an_app_deletes_its_own_files_only(workspace: Workspace, slack: WebClient, file_id: str) -> None:
    workspace.reinstall(*Identity().scopes, "files:write")
    own = workspace.upload(workspace.bot_user_id, "report.csv", DATA)

    assert slack.files_delete(file=own)["ok"]
    with pytest.raises(SlackApiError) as refused:
        slack.files_delete(file=file_id)
    assert error_of(refused) == "cant_delete_file"
    with pytest.raises(SlackApiError) as gone:
        slack.files_delete(file=own)
    assert error_of(gone) == "file_deleted"


@pytest.mark.parametrize(("kind", "status"), [("429", 429), ("500", 500), ("error", 302), ("delay", 200)])
def test_a_download_suffers_what_was_ordered_once(
    workspace: Workspace, slack: WebClient, file_id: str, kind: str, status: int
) -> None:
    workspace.faults.add(method=METHOD, kind=kind, seconds=0)

    assert downloads(workspace, slack, file_id).status_code == status
    assert downloads(workspace, slack, file_id).content == DATA


@pytest.mark.parametrize("kind", ["drop_before", "drop_after"])
def test_a_download_is_cut_off(workspace: Workspace, slack: WebClient, file_id: str, kind: str) -> None:
    workspace.faults.add(method=METHOD, kind=kind)

    with pytest.raises(httpx.RemoteProtocolError):
        downloads(workspace, slack, file_id)


# The page


def test_a_file_is_uploaded_on_the_page_and_stays_when_the_form_comes_back() -> None:
    workspace = Workspace(PEOPLE)
    bot = Bot(workspace)
    workspace.connect(bot)
    with (
        serve(workspace, routes=routes) as address,
        httpx.Client(base_url=address, follow_redirects=True) as browser,
    ):
        browser.post("/as/U1/dm/shortcut", data={"callback_id": "review.start"})
        view = workspace.modal("U1")
        assert view
        blocks = [
            asks("file", {"type": "file_input", "filetypes": ["csv"]}),
            asks("note", {"type": "plain_text_input"}),
        ]
        bot.say("views.update", view_id=view["id"], view={**REVIEW, "blocks": blocks})
        shown = browser.get("/as/U1/dm").text
        assert 'accept=".csv"' in shown
        names = [json.dumps([each, f"{each}.set"]).replace('"', "%22") for each in ("file", "note")]
        form = {"view": re.findall(r'name="view" value="(\w+)"', shown)[0], "submit": "1"}

        first = browser.post("/as/U1/dm/modal", data=form, files={names[0]: ("a.csv", DATA)})
        assert "a.csv" in first.text
        assert "Please complete this required field." in first.text
        browser.post("/as/U1/dm/modal", data={**form, names[1]: "Here"}, files={names[0]: ("", b"")})

    values = bot.last()["view"]["state"]["values"]
    assert [file["name"] for file in values["file"]["file.set"]["files"]] == ["a.csv"]
    assert values["note"]["note.set"]["value"] == "Here"
