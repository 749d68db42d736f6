"""The formats in which a mail comes: a file in any encoding, a paste, a forwarded mail."""

from __future__ import annotations

import base64
import html
import quopri
import re

from tests.bot.mail.corpus import Expected

_DATE = "Mon, 1 Jun 2026 12:00:00 +0000"
_TO = "Ada Lovelace <ada@example.org>"


def as_sent(mail: Expected, form: str | None = None) -> bytes | str:
    """Returns the mail in its form: bytes of a file, or text that a user pastes."""
    form = form or mail.form
    if form == "text" and mail.headers:
        # A text alone names nobody: its headers are pasted along.
        form = "paste"
    if form in ("text", "paste"):
        return _pasted(mail) if mail.headers else mail.text
    if form in _FORWARDS:
        return _FORWARDS[form](mail)
    return _FILES[form](mail)


def _header(mail: Expected, name: str, otherwise: str = "") -> str:
    return mail.headers.get(name, otherwise)


def _pasted(mail: Expected) -> str:
    extra = "" if "To" in mail.headers else "To: Ada Lovelace\n"
    lines = "".join(f"{name}: {value}\n" for name, value in mail.headers.items())
    dated = "" if "Date" in mail.headers or "Sent" in mail.headers else f"Date: {_DATE}\n"
    return f"{lines}{dated}{extra}\n{mail.text}"


def _encoded(text: str, charset: str = "utf-8") -> str:
    if text.isascii():
        return text
    return f"=?{charset}?b?{base64.b64encode(text.encode(charset)).decode()}?="


def _eml(mail: Expected, kind: str, encoding: str, body: bytes, charset: str = "utf-8") -> bytes:
    sender = _header(mail, "From", "Somebody <somebody@example.org>")
    name, _, address = sender.rpartition("<")
    sender = f"{_quoted(name.strip())} <{address}" if name else sender
    head = (
        f"Return-Path: <bounce@example.org>\r\nFrom: {sender}\r\nTo: {_TO}\r\n"
        f"Subject: {_encoded(_header(mail, 'Subject'))}\r\nDate: {_header(mail, 'Date', _DATE)}\r\n"
        f"Message-ID: <{abs(hash(mail.where))}@example.org>\r\nMIME-Version: 1.0\r\n"
        f"Content-Type: {kind}; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    )
    return head.encode() + body


def _quoted(name: str) -> str:
    if not name.isascii():
        return _encoded(name.strip('"'))
    return name if name.startswith('"') or not re.search(r"[@.,|&()]", name) else f'"{name}"'


def _plain_eml(mail: Expected) -> bytes:
    return _eml(mail, "text/plain", "8bit", mail.text.replace("\n", "\r\n").encode())


def _base64_eml(mail: Expected) -> bytes:
    return _eml(mail, "text/plain", "base64", base64.encodebytes(mail.text.encode()))


def _qp_eml(mail: Expected) -> bytes:
    body = quopri.encodestring(mail.text.encode("utf-8"))
    return _eml(mail, "text/plain", "quoted-printable", body)


def _cp1252_eml(mail: Expected) -> bytes:
    """Returns a mail as old programs send it: cp1252 labeled Latin-1, or UTF-8 where it must be."""
    try:
        body = mail.text.encode("cp1252")
    except UnicodeEncodeError:
        return _base64_eml(mail)
    return _eml(mail, "text/plain", "8bit", body, "iso-8859-1")


def _html_eml(mail: Expected) -> bytes:
    paragraphs = [
        html.escape(one).replace("\n", "<br>\n") for one in mail.text.strip().split("\n\n")
    ]
    linked = [re.sub(r"(https?://\S+)", r'<a href="\1">\1</a>', one) for one in paragraphs]
    body = "".join(f"<tr><td><p style='margin:0'>{one}</p></td></tr>\n" for one in linked)
    page = (
        "<!DOCTYPE html><html><head><style>p {color: #333}</style><title>Mail</title></head><body>"
        "<div style='display:none;max-height:0'>Preview text nobody sees</div>"
        f"<table role='presentation'>{body}</table>"
        "<img src='https://track.example.org/open?id=1' width='1' height='1'></body></html>"
    )
    return _eml(mail, "text/html", "quoted-printable", quopri.encodestring(page.encode()))


_FILES = {
    "eml": _plain_eml,
    "base64": _base64_eml,
    "qp": _qp_eml,
    "cp1252": _cp1252_eml,
    "html": _html_eml,
}


def _forward(mail: Expected, above: str, subject: str, body: str) -> bytes:
    outer = Expected(
        mail.where, mail.kind, mail.company, mail.role, mail.writer, mail.moments, "eml",
        {"From": _TO, "Subject": f"{subject} {_header(mail, 'Subject')}"}, above + body,
    )  # fmt: skip
    return _plain_eml(outer)


def _gmail(mail: Expected) -> bytes:
    body = (
        "\n\n---------- Forwarded message ---------\n"
        f"From: {_header(mail, 'From')}\nDate: Mon, Jun 1, 2026 at 12:00 PM\n"
        f"Subject: {_header(mail, 'Subject')}\nTo: <ada@example.org>\n\n\n{mail.text}"
    )
    return _forward(mail, "look at this", "Fwd:", body)


def _apple(mail: Expected) -> bytes:
    head = (
        f"From: {_header(mail, 'From')}\nSubject: {_header(mail, 'Subject')}\n"
        "Date: 1 June 2026 at 12:00:00 CEST\nTo: ada@example.org\n\n"
    )
    quoted = "".join(f"> {line}\n" for line in (head + mail.text).splitlines())
    return _forward(mail, "", "Fwd:", f"\n\nBegin forwarded message:\n\n{quoted}")


def _outlook(mail: Expected) -> bytes:
    body = (
        "\n\n________________________________\n"
        f"From: {_header(mail, 'From')}\nSent: Monday, June 1, 2026 12:00 PM\n"
        f"To: Ada Lovelace <ada@example.org>\nSubject: {_header(mail, 'Subject')}\n\n{mail.text}"
    )
    return _forward(mail, "fyi", "FW:", body)


def _outlook_de(mail: Expected) -> bytes:
    body = (
        "\n\n-----Ursprüngliche Nachricht-----\n"
        f"Von: {_header(mail, 'From')} \nGesendet: Montag, 1. Juni 2026 12:00\n"
        f"An: Ada Lovelace <ada@example.org>\nBetreff: {_header(mail, 'Subject')}\n\n{mail.text}"
    )
    return _forward(mail, "siehe unten", "WG:", body)


def _thunderbird(mail: Expected) -> bytes:
    body = (
        "\n\n-------- Forwarded Message --------\n"
        f"Subject: \t{_header(mail, 'Subject')}\nDate: \t{_DATE}\n"
        f"From: \t{_header(mail, 'From')}\nTo: \tada@example.org\n\n\n\n{mail.text}"
    )
    return _forward(mail, "", "Fwd:", body)


def _yahoo(mail: Expected) -> bytes:
    body = (
        "\n\n   ----- Forwarded Message -----\n"
        f'From: {_header(mail, "From")}\nTo: "ada@example.org" <ada@example.org>\n'
        f"Sent: Monday, June 1, 2026 at 12:00:00 PM GMT+2\nSubject: {_header(mail, 'Subject')}\n\n"
        f"{mail.text}"
    )
    return _forward(mail, "", "Fw:", body)


_FORWARDS = {
    "gmail": _gmail,
    "apple": _apple,
    "outlook": _outlook,
    "outlook-de": _outlook_de,
    "thunderbird": _thunderbird,
    "yahoo": _yahoo,
}
FORMS = (*_FILES, *_FORWARDS, "paste")
