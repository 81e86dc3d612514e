"""Files that the bot hands over: announced, sent, shared; each step refused where Slack refuses it."""

from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.people import Channel, Identity, User
from bot.sandbox.server import serve
from bot.sandbox.workspace import Workspace

ANNA = "U1ANNA"
DATA = "æøå".encode()


def announced(slack: WebClient, *, length: int = len(DATA)) -> dict[str, Any]:
    answer = slack.files_getUploadURLExternal(filename="report.html", length=length)
    return {"url": answer["upload_url"], "id": answer["file_id"]}


def sent(slack: WebClient) -> str:
    """The id of a file whose bytes have been sent."""
    upload = announced(slack)
    assert httpx.post(upload["url"], content=DATA).status_code == 200
    return str(upload["id"])


def refused(act: Any, **arguments: Any) -> str:
    with pytest.raises(SlackApiError) as found:
        act(**arguments)
    return str(found.value.response["error"])


def test_slacks_own_client_uploads_several_files_into_one_message(
    slack: WebClient, workspace: Workspace
) -> None:
    uploads = [{"content": DATA, "filename": name, "title": name.upper()} for name in ("a.html", "b.pdf")]
    slack.files_upload_v2(
        channel=workspace.dm_of(ANNA), file_uploads=uploads, initial_comment="Here they are"
    )

    (message,) = workspace.messages(workspace.dm_of(ANNA))
    found = [workspace.records.files[id_] for id_ in message.files]
    assert message.text == "Here they are"
    assert [(file.name, file.title, file.data) for file in found] == [
        ("a.html", "A.HTML", DATA),
        ("b.pdf", "B.PDF", DATA),
    ]
    assert slack.files_info(file=message.files[0])["file"]["title"] == "A.HTML"


def test_without_a_channel_the_files_are_there_and_nobody_sees_them(
    slack: WebClient, workspace: Workspace
) -> None:
    id_ = sent(slack)
    slack.files_completeUploadExternal(files=[{"id": id_, "title": "Report"}])

    assert workspace.records.files[id_].data == DATA
    assert workspace.shared_file(ANNA, id_) is None


def test_a_link_takes_the_announced_bytes_once(slack: WebClient) -> None:
    upload = announced(slack)

    assert httpx.post(upload["url"], content=DATA + b"x").status_code == 400
    assert httpx.post(upload["url"], content=DATA).status_code == 200
    assert httpx.post(upload["url"], content=DATA).status_code == 400
    assert httpx.post(upload["url"] + "0", content=DATA).status_code == 400


def test_what_was_not_sent_cannot_be_shared(slack: WebClient, workspace: Workspace) -> None:
    complete = slack.files_completeUploadExternal
    for id_ in (announced(slack)["id"], "F0NONE"):
        files = [{"id": id_, "title": "Report"}]
        assert refused(complete, files=files, channel_id=workspace.dm_of(ANNA)) == "file_not_found"
    assert refused(complete, files=[], channel_id=workspace.dm_of(ANNA)) == "invalid_arguments"


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        (ANNA, "channel_not_found"),  # a person's id is no channel here
        ("C2SECRET", "channel_not_found"),
        ("C3OPEN", "not_in_channel"),
        ("C4OLD", "is_archived"),
    ],
)
def test_where_nothing_may_be_posted_no_file_is_shared(slack: WebClient, channel: str, error: str) -> None:
    files = [{"id": sent(slack), "title": "Report"}]

    assert refused(slack.files_completeUploadExternal, files=files, channel_id=channel) == error


def test_an_empty_file_and_one_that_is_too_large_are_refused(slack: WebClient) -> None:
    announce = slack.files_getUploadURLExternal

    assert refused(announce, filename="a", length=0) == "invalid_arguments"
    assert refused(announce, filename="a", length=1024**3 + 1) == "file_upload_size_restricted"


def test_it_wants_a_scope_of_its_own() -> None:
    workspace = Workspace(
        [User(ANNA, "Anna", "anna")], [Channel("C1", "salg")], identity=Identity(scopes=("chat:write",))
    )
    with serve(workspace) as url:
        slack = WebClient(Identity().bot_token, base_url=f"{url}/api/", retry_handlers=[])
        with pytest.raises(SlackApiError) as found:
            announced(slack)
    assert found.value.response["needed"] == "files:write"


@pytest.mark.parametrize(("kind", "status"), [("500", 500), ("429", 500)])
def test_a_fault_may_be_asked_for_on_the_way(
    slack: WebClient, workspace: Workspace, kind: str, status: int
) -> None:
    workspace.faults.add(method="upload_url", kind=kind, seconds=1)

    assert httpx.post(announced(slack)["url"], content=DATA).status_code == status


def test_a_line_that_is_cut_on_the_way_gives_no_answer(slack: WebClient, workspace: Workspace) -> None:
    workspace.faults.add(method="upload_url", kind="drop_before")

    with pytest.raises(httpx.TransportError):
        httpx.post(announced(slack)["url"], content=DATA)
