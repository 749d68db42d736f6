"""Files that people dropped at Slack, fetched from Slack's own host alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientResponse, ClientSession

from adapters.slack.outbound.errors import ApiError
from adapters.slack.outbound.tokens import Tokens
from bot.file_limits import LARGEST_FILE
from bot.message import Refused

FILES_HOST = "files.slack.com"
_SLACK = "slack.com"
_CHUNK = 64 * 1024
_OK = 200
_EXTERNAL = (
    "“{name}” is kept outside Slack, and I only fetch files from Slack. Nothing was saved: "
    "download it and drop it here, or paste the email."
)
_NOT_ALLOWED = (
    "I'm not allowed to read files in this workspace yet. Nothing was saved. Ask an "
    "admin to reinstall the app (it needs the permission files:read); until then, paste the "
    "email."
)
_FAILED = "Slack didn't let me have “{name}”. Nothing was saved: drop it again, or paste the email."
_TOO_LARGE = f"“{{name}}” has more than {LARGEST_FILE // 1024**2} MiB. Nothing was saved."


class Downloads:
    """Fetches files with the bot's token, which goes to no other host.

    `base` is the address of the API; where that is not Slack's, files are at its host too.
    """

    def __init__(self, session: ClientSession, tokens: Tokens, base: str) -> None:
        self._session = session
        self._tokens = tokens
        api = urlsplit(base)
        at_slack = (api.hostname or "").endswith(_SLACK)
        self._origin = ("https", FILES_HOST) if at_slack else (api.scheme, api.netloc)

    async def read(self, tenant: str, file: Mapping[str, Any]) -> bytes:
        """Returns a file's bytes. Raises Refused, in words, where it may not or cannot be had."""
        name = str(file.get("name") or "the file")
        if file.get("is_external") or file.get("mode") == "external":
            raise Refused(_EXTERNAL.format(name=name))
        url = str(file.get("url_private_download") or file.get("url_private") or "")
        if not url:  # named without its address: the scope is missing
            raise Refused(_NOT_ALLOWED)
        parts = urlsplit(url)
        if (parts.scheme, parts.netloc) != self._origin:
            raise Refused(_EXTERNAL.format(name=name))
        try:
            headers = {"Authorization": f"Bearer {await self._tokens.token(tenant)}"}
            # A redirect would take the token along, and leads to the sign-in page at best.
            async with self._session.get(url, headers=headers, allow_redirects=False) as response:
                return await _read(response, name, str(file.get("mimetype", "")))
        except (ApiError, ClientError, TimeoutError):
            raise Refused(_FAILED.format(name=name)) from None


async def _read(response: ClientResponse, name: str, kind: str) -> bytes:
    """Reads an answer, as far as it is the file: a sign-in page is not."""
    signs_in = response.content_type == "text/html" and kind != "text/html"
    if signs_in or 300 <= response.status < 400:
        raise Refused(_NOT_ALLOWED)
    if response.status != _OK:
        raise Refused(_FAILED.format(name=name))
    data = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        data += chunk
        if len(data) > LARGEST_FILE:
            raise Refused(_TOO_LARGE.format(name=name))
    return bytes(data)
