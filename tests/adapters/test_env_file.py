"""`.env` is read beside the environment, which wins; secrets may be in files of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.app.env_file import read_env_file, read_environment, write_env_file
from adapters.shared.environment import BadSetting

PORT, ROLE = "FOLLOWTHROUGH_PORT", "FOLLOWTHROUGH_ROLE"
URL = "FOLLOWTHROUGH_DATABASE_URL"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"{PORT}=1\nexport {ROLE}='worker'  # delivers\n")
    found = read_environment({PORT: "2"}, tmp_path)
    assert (found[PORT], found[ROLE]) == ("2", "worker")


def test_an_empty_value_in_the_environment_switches_one_of_the_file_off(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"{PORT}=1\n")
    assert read_environment({PORT: ""}, tmp_path)[PORT] == ""


def test_without_a_file_there_is_the_environment(tmp_path: Path) -> None:
    assert read_environment({PORT: "2"}, tmp_path) == {PORT: "2"}


def test_a_secret_comes_from_the_file_that_a_setting_names(tmp_path: Path) -> None:
    secret = tmp_path / "database_url"
    secret.write_text("postgresql://me:pa$$word@host/jobs\n")
    found = read_environment({f"{URL}_FILE": str(secret)}, tmp_path)
    assert found == {URL: "postgresql://me:pa$$word@host/jobs"}


def test_a_secret_of_the_environment_wins_over_one_that_the_file_names(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("postgresql://of-the-file/jobs")
    (tmp_path / ".env").write_text(f"{URL}_FILE={tmp_path / 'url'}\n")
    assert read_environment({}, tmp_path)[URL] == "postgresql://of-the-file/jobs"
    assert read_environment({URL: "sqlite://"}, tmp_path)[URL] == "sqlite://"


def test_a_setting_that_is_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=f"{URL} and {URL}_FILE are both set"):
        read_environment({URL: "sqlite://", f"{URL}_FILE": "/url"}, tmp_path)


def test_an_empty_value_leaves_the_place_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("postgresql://of-the-secret/jobs")
    (tmp_path / ".env").write_text(f"{URL}=sqlite://\n")
    environment = {URL: "", f"{URL}_FILE": str(tmp_path / "url")}
    assert read_environment(environment, tmp_path)[URL] == "postgresql://of-the-secret/jobs"


def test_a_secret_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="nowhere cannot be read: No such file"):
        read_environment({f"{URL}_FILE": "/nowhere"}, tmp_path)


def test_a_line_that_is_no_setting_is_said_and_not_shown(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"\n{PORT}=1\n\nxoxb-1 my token\n")
    with pytest.raises(BadSetting, match=r"Line 4 of .*\.env cannot be read") as refused:
        read_environment({}, tmp_path)
    assert "xoxb" not in str(refused.value)


def test_what_is_written_is_for_its_owner_alone_and_keeps_every_other_line(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(f"# mine\n{PORT}=1\nHTTPS_PROXY=http://proxy\n{ROLE}=all")
    file.chmod(0o644)
    write_env_file(file, {PORT: "2", ROLE: None, URL: "sqlite://"})
    assert file.read_text() == f"# mine\n{PORT}=2\nHTTPS_PROXY=http://proxy\n{URL}=sqlite://\n"
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_whatever_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    file = tmp_path_factory.mktemp("env") / ".env"
    write_env_file(file, {URL: text, PORT: "1"})
    assert read_env_file(file) == {URL: text, PORT: "1"}


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="cannot be written: No such file"):
        write_env_file(tmp_path / "nowhere" / ".env", {PORT: "1"})
