"""Files on their way into a fake workspace."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.fakes.slack.ids import Ids


@dataclass(eq=False)
class Upload:
    """A file; without content as long as its bytes have not come."""

    id: str
    name: str
    length: int
    alt: str
    content: bytes | None = None
    title: str = ""


@dataclass
class Uploads:
    """Every file that was ever announced."""

    _ids: Ids
    _by_id: dict[str, Upload] = field(default_factory=dict)

    def new(self, name: str, length: int, alt: str) -> Upload:
        """Announces a file."""
        upload = Upload(self._ids.next("F"), name, length, alt)
        self._by_id[upload.id] = upload
        return upload

    def get(self, id: str) -> Upload | None:
        """A file by its id."""
        return self._by_id.get(id)

    def all(self) -> list[Upload]:
        """Every file whose bytes have arrived, oldest first."""
        return [upload for upload in self._by_id.values() if upload.content is not None]
