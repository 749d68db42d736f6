"""files.*: an upload in three steps, of which only the last shows it to anybody."""

from __future__ import annotations

from tests.fakes.slack.api.call import ApiError, Call, Method
from tests.fakes.slack.app import Json
from tests.fakes.slack.message import Revision


def upload_url(call: Call) -> Json:
    """The first step: an address for the bytes."""
    if int(call.args["length"]) <= 0:
        raise ApiError("missing_argument")
    alt = call.text("alt_txt") or call.text("alt_text")
    upload = call.slack.uploads.new(call.text("filename"), int(call.args["length"]), alt)
    return {"upload_url": f"{call.slack.url}/upload/{upload.id}", "file_id": upload.id}


def complete_upload(call: Call) -> Json:
    """The last step: names the files and puts them into a channel."""
    uploads = []
    for file in call.args["files"]:
        upload = call.slack.uploads.get(file["id"])
        if upload is None or upload.content is None:
            raise ApiError("file_not_found")
        upload.title = file.get("title") or upload.name
        uploads.append(upload)
    if call.args.get("channel_id"):
        workspace, channel = call.channel(call.text("channel_id"))
        if workspace.bot.id not in channel.members:
            raise ApiError("not_in_channel")
        revision = Revision(call.text("initial_comment"), tuple(call.args.get("blocks") or ()))
        files = [upload.id for upload in uploads]
        workspace.post(channel, revision, files=files, thread=call.args.get("thread_ts"))
    return {"files": [{"id": upload.id, "title": upload.title} for upload in uploads]}


METHODS = {
    "files.getUploadURLExternal": Method(upload_url, ("files:write",), json=False),
    "files.completeUploadExternal": Method(complete_upload, ("files:write",)),
}
