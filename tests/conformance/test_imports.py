"""A list is brought, previewed, saved, and taken back; an export brings everything back."""

from __future__ import annotations

from tests.conformance.person import Person

LINKEDIN = (
    "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,"
    "Resume Name,Question And Answers\r\n"
    '"5/26/26, 11:39 PM",a@b.c,1,Acme,Baker,http://www.linkedin.com/jobs/view/1,cv.pdf,Visa?:No\r\n'
    '"5/20/26, 9:39 AM",a@b.c,1,Globex,Cook,http://www.linkedin.com/jobs/view/2,cv.pdf,\r\n'
)
MESSY = (
    "Firma;Stelle;Beworben am;Status;Lohn\r\n"
    "Müller & Söhne;Bäcker;03.04.2026;Absage :(;\r\n"
    "@everyone <!channel>;Koch;26.05.2026;beworben;2000\r\n"
    "Unklar AG;Koch;irgendwann;beworben;\r\n"
)

LONG_LIST = b"Company,Role,Applied,Notes\n" + b"".join(
    f"Company {number},Baker,2026-05-04,{'x' * 40}\n".encode() for number in range(1_500)
)


async def test_a_list_of_linkedin_is_previewed_saved_and_taken_back(ada: Person) -> None:
    shown = await ada.drops("Job Applications.csv", LINKEDIN.encode())
    assert shown.title == "2 rows: 2 understood, 0 need you"
    assert shown.private
    assert {"Save all", "Change a column", "Cancel"} <= set(shown.buttons)
    saved = await ada.presses("Save all")
    assert saved.title == "Imported 2 applications"
    assert "2 applied" in (await ada.types("/pipeline")).text
    (nudge, *_) = await ada.waits_until("2026-06-02T09:00")
    assert nudge.nudges[:1] == ("follow_up 1",)
    assert (await ada.presses("Take the import back")).title == "Taken back"
    assert "Nothing here yet" in (await ada.types("/pipeline")).text


async def test_a_messy_list_says_which_rows_need_the_person(ada: Person) -> None:
    shown = await ada.drops("liste.csv", MESSY.encode("cp1252"))
    assert shown.title == "3 rows: 2 understood, 1 needs you"
    assert "Row 4, Unklar AG: “irgendwann” is no day I can read" in shown.text
    form = await ada.presses("Change a column")
    assert "5 Lohn" in form.text
    assert (await ada.fills(column="Lohn", holds="source")).facts[
        "Source"
    ] == "“Lohn”, such as 2000"
    await ada.presses("Save all")
    rows = await ada.presses("1 row to fix")
    assert rows.items[0].title == "Row 4: Unklar AG"
    form = await ada.presses("Fix it")
    assert "“irgendwann” is no day I can read" in form.text
    fixed = await ada.fills(on="2026-05-25")
    assert fixed.title == "Imported: Unklar AG (Koch)"
    assert "2 applied · 1 rejected" in (await ada.types("/pipeline")).text


async def test_a_row_with_all_that_fits_into_cells_is_shown_and_saved(ada: Person) -> None:
    extra = [f"Extra {one}" for one in range(40)]
    rows = [
        ",".join(["Company", "Applied", "Recruiter", *extra, "Notes"]),
        ",".join(["A" * 199, "2026-05-27", "D" * 500, *("x" * 300 for _ in extra), "n" * 7_000]),
        *(f"{'B' * 199}{one},{'soon' * 40},,{',' * 39}," for one in range(15)),
    ]
    shown = await ada.drops("wide.csv", "\n".join(rows).encode())
    assert shown.title == "16 rows: 1 understood, 15 need you"
    await ada.presses("Save all")
    assert "Stage" in (await ada.types(f"/job {'A' * 199}")).facts
    rows_to_fix = await ada.presses("15 rows to fix")
    assert len(rows_to_fix.items) == 10


async def test_a_hunt_is_exported_erased_imported_and_the_same_as_before(ada: Person) -> None:
    await ada.types("/applied Acme as Baker on 25 May via referral")
    await ada.types("/plan Hooli by 12 June")
    await ada.types("/interview Globex at 4 June 15:00 with Dana")
    await ada.presses("Log Globex")
    nudges = [one.title for one in (await ada.types("/nudges")).items]
    assert nudges
    await ada.types("/export json")
    exported = ada.latest_file()

    await ada.types("/forget-me")
    await ada.presses("Yes, erase everything")
    assert (await ada.presses("Erase it all now")).title == "Forgotten"
    assert "Nothing here yet" in (await ada.types("/pipeline")).text

    shown = await ada.drops("followthrough.json", exported)
    assert shown.title == "3 applications of your export"
    assert (await ada.presses("Save all")).title == "Imported 3 applications"
    assert [one.title for one in (await ada.types("/nudges")).items] == nudges
    (due, *_) = await ada.waits_until("2026-06-02T09:00")
    assert due.nudges == ("follow_up 1",)
    await ada.presses("I sent it")
    assert "Followed up" in (await ada.types("/job Acme")).text
