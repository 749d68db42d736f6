"""Why it is worth the trouble, in one line each: opinion surveys, with year and source."""

from __future__ import annotations

from typing import Final

FOLLOW_UP: Final = (
    "In a US survey of HR managers (Accountemps, 2017), all of them said that candidates should "
    "check back; 64 % preferred e-mail, 21 % the phone. An opinion survey, not a trial."
)
THANK_YOU: Final = (
    "Of 358 people who hire, 68 % said that a thank-you matters (TopResume, 2017). "
    "An opinion survey, not a trial."
)
GROUP: Final = (
    "People in job-search programmes had 2.67 times the odds of finding work; goal setting and "
    "social support were among what helped (Liu, Huang and Wang, 2014: 47 programmes, no bots)."
)
