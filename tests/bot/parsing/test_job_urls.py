"""The address of a posting names its company, role and site."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.job_urls import Posting, read_posting
from tests.bot.parsing.contexts import words

UUID = "0a1b2c3d-1111-2222-3333-444455556666"


@pytest.mark.parametrize(
    ("url", "company", "role", "site"),
    [
        ("https://boards.greenhouse.io/acme/jobs/123", "Acme", None, "Greenhouse"),
        ("https://job-boards.eu.greenhouse.io/acme-foods/jobs/1", "Acme Foods", None, "Greenhouse"),
        ("https://boards.greenhouse.io/embed/job_app?for=acme&token=1", "Acme", None, "Greenhouse"),
        ("https://acme.greenhouse.io/jobs/1", "Acme", None, "Greenhouse"),
        (f"https://jobs.lever.co/acme/{UUID}/apply", "Acme", None, "Lever"),
        ("https://jobs.eu.lever.co/7-eleven", "7 Eleven", None, "Lever"),
        (f"https://jobs.ashbyhq.com/Acme%20Inc/{UUID}", "Acme Inc", None, "Ashby"),
        (
            "https://acme.wd5.myworkdayjobs.com/en-US/External/job/Berlin/Senior-Baker_R123",
            "Acme",
            "Senior Baker",
            "Workday",
        ),
        (
            "https://acme.wd1.myworkdayjobs.com/External/job/Berlin/Head-of-Bread_JR-1/apply",
            "Acme",
            "Head of Bread",
            "Workday",
        ),
        (
            "https://wd5.myworkdaysite.com/recruiting/acme/External/job/Berlin/Baker_R1",
            "Acme",
            "Baker",
            "Workday",
        ),
        ("https://acme.wd5.myworkdayjobs.com/External", "Acme", None, "Workday"),
        (
            "https://jobs.smartrecruiters.com/AcmeInc/7439-senior-ux-designer-m-w-d",
            "Acme Inc",
            "Senior UX Designer",
            "SmartRecruiters",
        ),
        ("https://jobs.smartrecruiters.com/PayPal/7439", "PayPal", None, "SmartRecruiters"),
        ("https://apply.workable.com/acme/j/ABC123/", "Acme", None, "Workable"),
        ("https://apply.workable.com/j/ABC123/", None, None, "Workable"),
        ("https://acme.workable.com/jobs/123", "Acme", None, "Workable"),
        ("https://acme.jobs.personio.de/job/123?language=de", "Acme", None, "Personio"),
        ("https://acme.recruitee.com/o/senior-baker", "Acme", "Senior Baker", "Recruitee"),
        ("https://acme.teamtailor.com/jobs/12-head-of-it", "Acme", "Head of IT", "Teamtailor"),
        ("https://acme.bamboohr.com/careers/12", "Acme", None, "BambooHR"),
        ("https://acme.breezy.hr/p/0a1b2c3d4e5f-baker", "Acme", "Baker", "Breezy"),
        (
            "https://careers-acme.icims.com/jobs/12/senior-baker/job",
            "Acme",
            "Senior Baker",
            "iCIMS",
        ),
        ("https://jobs.jobvite.com/acme/job/oX", "Acme", None, "Jobvite"),
        (f"https://ats.rippling.com/acme/jobs/{UUID}", "Acme", None, "Rippling"),
        ("https://join.com/companies/acme/12-baker", "Acme", "Baker", "JOIN"),
        ("https://www.linkedin.com/jobs/view/123", None, None, "LinkedIn"),
        ("https://de.indeed.com/viewjob?jk=1", None, None, "Indeed"),
        ("https://boards.greenhouse.io/", None, None, "Greenhouse"),
        ("https://acme.com/careers?gh_jid=1", None, None, None),
        ("https://evil-lever.co/acme", None, None, None),
        ("https://lever.co.evil.example/acme", None, None, None),
        ("https://boards.greenhouse.io/%00%E2%80%AEacme/jobs/1", "Acme", None, "Greenhouse"),
        ("http://[::1", None, None, None),
        ("", None, None, None),
    ],
)
def test_an_address_names_company_role_and_site(
    url: str, company: str | None, role: str | None, site: str | None
) -> None:
    assert read_posting(url) == Posting(company, role, site)


HOSTS = st.sampled_from(
    words(
        "boards.greenhouse.io jobs.lever.co jobs.ashbyhq.com a.wd5.myworkdayjobs.com join.com"
        " wd5.myworkdaysite.com jobs.smartrecruiters.com apply.workable.com careers-a.icims.com"
        " a.recruitee.com a.jobs.personio.de"
    )
)


@given(HOSTS, st.text(max_size=300))
def test_any_path_is_read_and_fits_a_text(host: str, path: str) -> None:
    posting = read_posting(f"https://{host}/{path}")
    for said in (posting.company, posting.role):
        assert said is None or (said.strip() and len(said) <= 200)
