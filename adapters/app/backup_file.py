"""A backup as a file: compressed, encrypted if there are keys, written whole or not at all."""

from __future__ import annotations

import gzip
import io
import os
import struct
import zlib
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from adapters.shared.environment import KEYS

_MAGIC = b"followthrough backup 1 "
_PLAIN, _ENCRYPTED = _MAGIC + b"plain\n", _MAGIC + b"encrypted\n"
_BYTES_A_PART = 1 << 20
# Each encrypted part begins with the file that it is of, its number, and True for the last:
# so none can be taken out, moved or put in from another file.
_PART = struct.Struct(">16sQ?")
PRIVATE = 0o600


class UnusableFile(Exception):
    """A file that is no backup or cannot be read or written; the message says what to do."""


@contextmanager
def write_backup(file: Path, keys: Sequence[str]) -> Iterator[gzip.GzipFile]:
    """Yields what takes the lines of a backup, which only its owner may read. Raises UnusableFile.

    A backup that is there is replaced at the end of the block; no other file is.
    """
    try:
        if file.exists() and not _is_backup(file):
            raise UnusableFile(f"{file} exists and isn't a backup: choose another name.")
        new = file.with_name(f".{file.name}.{os.getpid()}.new")
        try:
            with open(new, "xb", opener=_private) as raw:
                with _compressing(raw, keys) as packed:
                    yield packed
                raw.flush()
                os.fsync(raw.fileno())
            new.replace(file)
        finally:
            new.unlink(missing_ok=True)
    except OSError as error:
        raise UnusableFile(f"{file} cannot be written ({error.strerror}).") from None


def read_backup(file: Path, keys: Sequence[str]) -> Generator[bytes, None, None]:
    """Yields the lines of a backup. Raises UnusableFile, at the latest where it is damaged."""
    try:
        with file.open("rb") as raw:
            first = raw.readline(len(_ENCRYPTED))
            if first not in (_PLAIN, _ENCRYPTED):
                raise UnusableFile(f"{file} isn't a Followthrough backup.")
            if first == _ENCRYPTED and not keys:
                raise UnusableFile(f"{file} is encrypted: set {KEYS} to the key it was made with.")
            packed = raw if first == _PLAIN else io.BufferedReader(_Decrypted(raw, file, keys))
            with gzip.GzipFile(fileobj=packed) as clear:
                yield from (line.removesuffix(b"\n") for line in clear)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise UnusableFile(f"{file} is damaged or cut off: use another backup.") from None
    except OSError as error:
        raise UnusableFile(f"{file} cannot be read ({error.strerror}).") from None


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, PRIVATE)


def _is_backup(file: Path) -> bool:
    with file.open("rb") as raw:
        return raw.read(len(_MAGIC)) == _MAGIC


@contextmanager
def _compressing(raw: IO[bytes], keys: Sequence[str]) -> Iterator[gzip.GzipFile]:
    """Yields what compresses into a file, and encrypts if there are keys."""
    raw.write(_ENCRYPTED if keys else _PLAIN)
    parts = _Parts(raw, keys[0]) if keys else None
    into: Any = parts or raw  # gzip only writes into it
    with gzip.GzipFile(filename="", mode="wb", fileobj=into, mtime=0) as packed:
        yield packed
    if parts is not None:
        parts.finish()


class _Parts:
    """Encrypts what is written, one part of a megabyte after another, each on its line."""

    def __init__(self, raw: IO[bytes], key: str) -> None:
        self._raw, self._cipher = raw, Fernet(key)
        self._file, self._number, self._buffer = os.urandom(16), 0, bytearray()

    def write(self, some: bytes) -> int:
        """Takes bytes."""
        self._buffer += some
        while len(self._buffer) > _BYTES_A_PART:
            self._write_part(bytes(self._buffer[:_BYTES_A_PART]), last=False)
            del self._buffer[:_BYTES_A_PART]
        return len(some)

    def flush(self) -> None:
        """Does nothing: parts are written when they are full."""

    def finish(self) -> None:
        """Writes the last part."""
        self._write_part(bytes(self._buffer), last=True)

    def _write_part(self, some: bytes, *, last: bool) -> None:
        head = _PART.pack(self._file, self._number, last)
        self._raw.write(self._cipher.encrypt(head + some) + b"\n")
        self._number += 1


class _Decrypted(io.RawIOBase):
    """Decrypts parts as they are read."""

    def __init__(self, raw: IO[bytes], file: Path, keys: Sequence[str]) -> None:
        self._raw, self._path = raw, file
        self._cipher = MultiFernet([Fernet(key) for key in keys])
        self._file, self._number, self._last, self._left = b"", 0, False, b""

    def readable(self) -> bool:
        """True: it is for reading."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Reads into a buffer; 0 at the end."""
        while not self._left and not self._last:
            self._left = self._next_part()
        some, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(some)] = some
        return len(some)

    def _next_part(self) -> bytes:
        token = self._raw.readline()
        if not token:
            raise EOFError
        try:
            clear = self._cipher.decrypt(token.rstrip(b"\n"))
        except InvalidToken:
            if not self._number:
                raise UnusableFile(
                    f"No key in {KEYS} opens {self._path}, or it is damaged: add the key that"
                    " it was made with, or use another backup."
                ) from None
            raise EOFError from None
        file, number, self._last = _PART.unpack_from(clear)
        if number != self._number or (number and file != self._file):
            raise EOFError
        self._file, self._number = file, number + 1
        return clear[_PART.size :]
