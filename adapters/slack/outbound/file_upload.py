"""Uploads a file into a user's direct messages, in the three steps that Slack asks for."""

from __future__ import annotations

from adapters.slack.outbound.api import Api
from adapters.slack.outbound.errors import ErrorResponse
from bot.message import File

MISSING_SCOPE = "missing_scope"
REINSTALL = (
    "I can't send files in this workspace yet: the app was installed before it could. "
    "Ask an admin to reinstall it, then try again."
)


async def upload(api: Api, tenant: str, channel: str, file: File) -> None:
    """Uploads a file and shows it in a channel. Raises ErrorResponse, ConnectError and the like.

    Only the last step shows anything, so that a failure before it leaves nothing behind.
    """
    described = {"alt_txt": file.description} if file.description else {}
    ticket = await api.repeat(
        tenant,
        "files.getUploadURLExternal",
        filename=file.name,
        length=len(file.content),
        **described,
    )
    await api.put_file(str(ticket["upload_url"]), file.content)
    await api.say(
        tenant,
        "files.completeUploadExternal",
        files=[{"id": ticket["file_id"], "title": file.name}],
        channel_id=channel,
    )


def lacks_scope(error: ErrorResponse) -> bool:
    """True if the installation is older than the files."""
    return error.error == MISSING_SCOPE
