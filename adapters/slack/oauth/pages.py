"""The web pages of an installation: plain, self-contained, loading nothing."""

from __future__ import annotations

from html import escape

from slack_bolt.response import BoltResponse

HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1.1rem/1.6 system-ui, sans-serif; max-width: 34rem; margin: 12vh auto;
        padding: 0 1.5rem; color: #1d1c1d; background: #fff }}
h1 {{ font-size: 1.6rem; line-height: 1.25 }}
a {{ display: inline-block; margin-top: .5rem; padding: .6rem 1.2rem; border-radius: .4rem;
     background: #17594a; color: #fff; text-decoration: none; font-weight: 600 }}
a:focus-visible {{ outline: 3px solid #1d9bd1; outline-offset: 3px }}
@media (prefers-color-scheme: dark) {{ body {{ color: #e8e8e8; background: #1a1d21 }} }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{text}
{link}
</main>
</body>
</html>
"""
_REASONS = {
    "access_denied": "Nothing was installed, as you wished.",
    "invalid_browser": "This page was opened a second time, or in a different browser "
    "from the one you started in.",
    "invalid_state": "You started this more than ten minutes ago, or you already finished it.",
    "invalid_code": "Slack did not accept the code that it had sent along.",
    "broke": "Slack could not be asked just now, or its answer could not be kept.",
    "missing_code": "Slack's answer came without its code.",
}
_AGAIN = "Please start again."


def page(title: str, *paragraphs: str, href: str = "", label: str = "") -> str:
    """Builds a page with a heading, some text and at most one link."""
    text = "\n".join(f"<p>{escape(one)}</p>" for one in paragraphs)
    link = f'<p><a href="{escape(href)}">{escape(label)}</a></p>' if href else ""
    return _PAGE.format(title=escape(title), text=text, link=link)


def install_page(url: str) -> str:
    """Builds the page on which an installation begins."""
    return page(
        "Add Followthrough to Slack",
        "It makes sure that job seekers follow up: it tells them privately when to write, "
        "call or say thank you, with the words to send.",
        "It reads nothing but what people write to it.",
        href=url,
        label="Add to Slack",
    )


def installed_page(team: str | None, app: str | None, cookie: str) -> BoltResponse:
    """Builds the page of a finished installation."""
    href = f"slack://app?team={team}&id={app}" if team and app else "slack://open"
    body = page(
        "Followthrough is installed",
        "Open Slack and say hello. Everyone in the workspace can use it, each for themselves.",
        href=href,
        label="Open Slack",
    )
    return BoltResponse(status=200, headers={**HEADERS, "Set-Cookie": cookie}, body=body)


def failed_page(reason: str, status: int, again: str, cookie: str) -> BoltResponse:
    """Builds the page of a failed installation, which says why."""
    why = _REASONS.get(reason, "Slack gave a reason that I don't know.")
    body = page("That didn't work", f"{why} {_AGAIN}", href=again, label="Start again")
    return BoltResponse(status=status, headers={**HEADERS, "Set-Cookie": cookie}, body=body)
