"""A file that somebody has handed over in Slack: fetched into memory, from Slack's own hosts only, and kept nowhere."""

import logging
import re
from collections.abc import Mapping
from http.client import HTTPException
from time import monotonic
from typing import Any, Protocol
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.kit.refusal import Refusal
from bot.kit.scopes import FILES
from bot.kit.slack import TROUBLE, error_of, lacks

log = logging.getLogger(__name__)

MOST = 25 * 1024 * 1024  # bytes
CHUNK = 64 * 1024
SILENCE = 10  # seconds without a byte
PATIENCE = 120  # seconds for all of it
HOST = re.compile(r"(([a-z0-9-]+\.)*slack\.com|slack-files\.com)(:443)?")
GONE = {"file_not_found", "file_deleted"}
NOT_THERE = {404, 410}
NOT_OURS = {401, 403}
PAGE = (b"<!doctype html", b"<html")


class Readable(Protocol):
    """What gives bytes, at most so many at a time, and none at its end."""

    def read(self, amount: int, /) -> bytes:
        """The next ones."""


class _NoRedirects(HTTPRedirectHandler):
    """A link that leads elsewhere would take the token along."""

    def redirect_request(self, *_: Any) -> None:
        """Follow none: it is an HTTPError."""


def fetch(client: WebClient, file_id: str) -> bytes:
    """The file with this id, as it is now.

    Refusal: import_gone, import_large, import_elsewhere (its link is not Slack's), lacks (the scope, also where Slack
    gives its page to log in), import_silent (trouble that may pass).
    """
    file = _looked_up(client, file_id)
    url = str(file.get("url_private_download") or file.get("url_private") or "")
    if not url:
        raise Refusal("import_gone")
    if not may_follow(url, client.base_url):
        log.warning("The link of %s is not Slack's, so it is not followed", file_id)
        raise Refusal("import_elsewhere")
    _check_size(file.get("size"))
    try:
        data, kind = _downloaded(client, url)
    except HTTPError as error:
        raise _refusal(error) from error
    except (OSError, HTTPException) as error:
        raise _silent(type(error).__name__) from error
    _check_is_no_page(data, kind, file)
    return data


def may_follow(url: str, api_url: str) -> bool:
    """Whether a link may be followed with the token: Slack's own hosts, and the one where the Web API is."""
    try:
        link, api = urlsplit(url), urlsplit(api_url)
    except ValueError:  # brackets without an address
        return False
    if (link.scheme, link.netloc) == (api.scheme, api.netloc):
        return True
    return link.scheme == "https" and HOST.fullmatch(link.netloc.lower()) is not None


def _looked_up(client: WebClient, file_id: str) -> Mapping[str, Any]:
    try:
        found: Mapping[str, Any] = client.files_info(file=file_id)["file"]
    except TROUBLE as error:
        if isinstance(error, SlackApiError) and error_of(error) in GONE:
            raise Refusal("import_gone") from error
        if scopes := lacks(error):
            raise Refusal("lacks", scopes=scopes) from error
        raise _silent(error_of(error)) from error
    return found


def _downloaded(client: WebClient, url: str) -> tuple[bytes, str]:
    """The bytes and their Content-Type; OSError also where the end never comes."""
    proxies = dict.fromkeys(("http", "https"), client.proxy) if client.proxy else {}
    opener = build_opener(_NoRedirects, ProxyHandler(proxies))
    request = Request(url, headers={"Authorization": f"Bearer {client.token}"})  # noqa: S310 - may_follow
    until = monotonic() + PATIENCE
    with opener.open(request, timeout=SILENCE) as answer:
        _check_size(answer.headers.get("Content-Length"))
        data = read_until(answer, until)
        promised = str(answer.headers.get("Content-Length") or len(data))
        if promised != str(len(data)):
            raise ConnectionError("cut off")
        return data, answer.headers.get_content_type()


def read_until(answer: Readable, until: float) -> bytes:
    """All that comes. Refusal (import_large) for too much, TimeoutError for what goes on past `until` (monotonic)."""
    data = bytearray()
    while chunk := answer.read(CHUNK):
        data += chunk
        _check_size(len(data))
        if monotonic() > until:
            raise TimeoutError
    return bytes(data)


def _check_size(said: object) -> None:
    text = str(said)
    if text.isascii() and text.isdigit() and int(text) > MOST:
        raise Refusal("import_large", most=MOST // 1024**2)


def _check_is_no_page(data: bytes, kind: str, file: Mapping[str, Any]) -> None:
    """Without files:read Slack answers a link with its page to log in, and says that all is well."""
    looks_so = kind == "text/html" or data[:200].lstrip().lower().startswith(PAGE)
    if looks_so and file.get("mimetype") != "text/html":
        raise Refusal("lacks", scopes=FILES)


def _refusal(error: HTTPError) -> Refusal:
    if error.code in NOT_THERE:
        return Refusal("import_gone")
    if error.code in NOT_OURS or 300 <= error.code < 400:  # the way to the page to log in
        return Refusal("lacks", scopes=FILES)
    return _silent(f"http_{error.code}")


def _silent(error: str) -> Refusal:
    log.warning("Slack did not give the file: %s", error)
    return Refusal("import_silent", error=error)
