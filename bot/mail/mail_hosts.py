"""The IMAP servers of known providers, by the domain of an address.

As the providers' own settings say, in Thunderbird's database of them (2026-11-28); each
answers over TLS at port 993.
"""

from __future__ import annotations

from collections.abc import Mapping

_DOMAINS: Mapping[str, str] = {
    "imap.gmail.com": "gmail.com googlemail.com",
    "imap.mail.me.com": "icloud.com me.com mac.com",
    "imap.mail.yahoo.com": "yahoo.com yahoo.de yahoo.co.uk yahoo.fr yahoo.es yahoo.com.br "
    "ymail.com",
    "imap.aol.com": "aol.com",
    "imap.gmx.net": "gmx.de gmx.net gmx.at gmx.ch",
    "imap.gmx.com": "gmx.com",
    "imap.web.de": "web.de",
    "posteo.de": "posteo.de posteo.net",
    "imap.zoho.com": "zoho.com zohomail.com",
    "secureimap.t-online.de": "t-online.de",
    "imap.yandex.com": "yandex.com",
    "imap.orange.fr": "orange.fr",
    "imap.free.fr": "free.fr",
    "imap.laposte.net": "laposte.net",
    "imap.sfr.fr": "sfr.fr",
    "imap.wp.pl": "wp.pl",
    "poczta.o2.pl": "o2.pl",
    "imap.poczta.onet.pl": "onet.pl",
    "imap.seznam.cz": "seznam.cz",
    "imapmail.libero.it": "libero.it",
    "imaps.bluewin.ch": "bluewin.ch",
    "imap.sapo.pt": "sapo.pt",
    "imap.ziggo.nl": "ziggo.nl",
    "imap.kpnmail.nl": "kpnmail.nl xs4all.nl",
    "imap.uol.com.br": "uol.com.br",
}
KNOWN: Mapping[str, str] = {
    domain: host for host, domains in _DOMAINS.items() for domain in domains.split()
}
# Their personal accounts have no app passwords since September 2024.
WITHOUT_APP_PASSWORDS = frozenset({"outlook.com", "hotmail.com", "live.com", "msn.com"})


def domain_of(login: str) -> str:
    """Returns the domain of an e-mail address, in small letters."""
    return login.rpartition("@")[2].lower()
