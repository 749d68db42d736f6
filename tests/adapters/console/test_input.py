"""Any input ends in an answer, leaves the program running, and is saved whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import chain

from tests.adapters.console.process import CLOCK, IN_MEMORY, chat, run
from tests.timeouts import HANG

STRANGE: tuple[str | bytes, ...] = (
    "/applied " + "x" * 10_000,
    ".press " + "x" * 10_000,
    ".fill role=" + "x" * 10_000,
    "." + "x" * 10_000,
    "x" * 2_500_000,
    b"/applied \xff\xfe\x00Acme",
    b"\xff\xff\xff",
    b"/applied Ac\x00me",
    "\x1b[2J\x1b]0;owned\x07",
    "/",
    "//",
    "/applied",
    "💥" * 100,
    "/applied \ud800".encode("utf-8", "surrogatepass"),
    "/applied \u202eemcA",
    '.press "',
    ".press 'I sent it",
    '.fill role="',
    ".press on on on",
    ".as",
    ".as " + "a" * 100,
    ".in ../..",
    ".click " + "|" * 500,
    ".say",
    ".say applied Acme",
    '.say "applied',
    '.say "\\ud800\\u0000"',
    ".say " + "[" * 5_000,
    '.say "' + "x" * 10_000 + '"',
    "/interview Acme at 99:99",
    "/applied Acme on 31 February",
    "/undo",
    "(((((((((((((((((((((((((((((",
    "/applied O'Neill's as Baker's assistant",
)


def test_any_line_is_answered_and_the_next_one_works() -> None:
    done = chat(*chain.from_iterable((line, "/nudges") for line in STRANGE))
    assert (done.code, done.err) == (0, "")
    assert "broke" not in done.out
    things = done.things
    assert len(things) == 2 * len(STRANGE)
    assert all(after["kind"] == "answer" for after in things[1::2])


def test_a_line_that_is_too_long_says_so_and_saves_nothing() -> None:
    error, pipeline = chat("/applied " + "x" * 10_000, "/pipeline").things
    assert error["kind"] == "error"
    assert "10,009" in error["text"]
    assert pipeline["items"] == []


def test_control_characters_are_escaped() -> None:
    done = chat("/applied \x1b[31mAcme\x07\x7f \x9b2J")
    assert not any(ord(letter) < 32 and letter != "\n" for letter in done.out)
    assert not any(0x7F <= ord(letter) < 0xA0 for letter in done.out)


def test_empty_lines_windows_lines_and_a_missing_last_newline_are_fine() -> None:
    arguments = ("chat", "--json", "--database", IN_MEMORY, "--clock", CLOCK, "--zone", "UTC")
    done = run(*arguments, typed=b"\n\r\n   \n\xef\xbb\xbf/applied Acme\r\n/pipeline")
    assert [one["kind"] for one in done.things] == ["answer", "answer"]
    assert "Acme" in done.things[0]["title"]
    assert "\\r" not in done.out


def test_no_input_at_all_is_fine() -> None:
    done = chat()
    assert (done.code, done.out, done.err) == (0, "", "")


def test_a_closed_input_is_an_empty_one() -> None:
    command = f'exec "{sys.executable}" -m adapters.app chat --json --database {IN_MEMORY} <&-'
    done = subprocess.run(["sh", "-c", command], capture_output=True, timeout=HANG, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_when_nobody_reads_any_more_it_ends_quietly() -> None:
    lines = "/applied Acme\n" + "/pipeline\n" * 2_000
    arguments = ["chat", "--json", "--database", IN_MEMORY, "--clock", CLOCK]
    with subprocess.Popen(
        [sys.executable, "-m", "adapters.app", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        reading = os.dup(process.stdout.fileno())
        process.stdout.close()
        os.close(reading)
        try:
            process.stdin.write(lines.encode())
            process.stdin.close()
        except BrokenPipeError:
            pass
        assert process.wait(HANG) == 0
        assert process.stderr.read() == b""


def test_a_machine_without_any_language_writes_utf_8_all_the_same() -> None:
    arguments = ("chat", "--json", "--database", IN_MEMORY, "--clock", CLOCK, "--zone", "UTC")
    plain = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = run(*arguments, typed="/applied Käse & Söhne\n".encode(), environment=plain)
    assert "Käse & Söhne" in done.last["title"]


def test_without_json_a_pipe_gets_lines_to_read() -> None:
    done = chat("/applied Acme as Baker \x1b[31m", ".wait 8d", "/applied", json=False)
    assert (done.code, done.err) == (0, "")
    assert "\x1b" not in done.out
    assert "[I sent it]  [They replied]  [Snooze]  [Skip]" in done.out
    assert "── Mon 8 Jun 09:00 · @ada · nudge" in done.out
    assert done.out.count("Follow up with Acme") == 1
    assert "company: Which company? (needed)" in done.out


def test_a_message_of_several_lines_is_one_message() -> None:
    asked, logged = chat('.say "applied Acme\\napplied Globex"', '.press "Log all"').things
    assert [one["title"] for one in asked["items"]] == ["Acme", "Globex"]
    assert logged["title"] == "Logged all 2"


def test_what_is_no_message_in_json_says_how_to_write_one() -> None:
    (error,) = chat(".say applied Acme").things
    assert error["kind"] == "error"
    assert '.say "a\\nb"' in error["text"]
