"""The labels of buttons; scripts and black-box tests rely on these labels."""

from __future__ import annotations

from typing import Final

# Acted on at once, without a form.
SENT: Final = "I sent it"
CALLED: Final = "I called"
THANKED: Final = "I thanked them"
REPLIED: Final = "They replied"
SKIP: Final = "Skip"
NOBODY_PICKED_UP: Final = "Nobody picked up"
VOICEMAIL: Final = "Voicemail"

# On nudges and digests.
SNOOZE: Final = "Snooze"
SHOW_THE_REST: Final = "Show the rest"
CALL_SHEET: Final = "Call sheet"
DRAFT: Final = "Draft"
OPEN: Final = "Open"
ANSWER: Final = "Answer"
OPEN_IN_MAIL: Final = "Open in mail"
COPY: Final = "Copy"
SNOOZE_THE_REST: Final = "Snooze the rest till tomorrow"
NEXT_UP: Final = "Next up"

# On answers that change something.
UNDO: Final = "Undo"
EDIT: Final = "Edit"
DELETE: Final = "Delete"
ADD_DETAILS: Final = "Add details"
KEEP_AS_NOTE: Final = "Keep it as a note"

# Around an interview.
DEBRIEF: Final = "Debrief"
MOVED: Final = "Moved"
ANOTHER_ROUND: Final = "Another round"
CANCELLED: Final = "Cancelled"

# What they answered, or that they did not.
INTERVIEW: Final = "Interview"
INVITED: Final = "Interview, no time yet"
OFFER: Final = "Offer"
REJECTED: Final = "Rejected"
STILL_WAITING: Final = "Still waiting"
GHOSTED: Final = "Ghosted"
TRY_AGAIN: Final = "Try again"

# On a link that was pasted.
PLAN_IT: Final = "I plan to apply"

# On help.
DUE: Final = "What's due"
DO_IT: Final = "Do it now"

# On a list of several things that were typed.
LOG_IT: Final = "Log it"
LOG_ALL: Final = "Log all"

# On a mail that was read.
ANOTHER_JOB: Final = "Another job"
NOT_THIS: Final = "Not this"
TAKE_THE_IMPORT_BACK: Final = "Take the import back"

# On a file of applications that was read.
SAVE_ALL: Final = "Save all"
CHANGE_A_COLUMN: Final = "Change a column"
CANCEL: Final = "Cancel"
ROWS_TO_FIX: Final = "Rows to fix"
FIX_IT: Final = "Fix it"
LEAVE_IT_OUT: Final = "Leave it out"

# On numbers.
WHEN_ANSWERS_COME: Final = "When answers come"
PHONE_AGAINST_EMAIL: Final = "Phone vs. email"
A_YEAR_AT_A_GLANCE: Final = "A year at a glance"

# In groups.
JOIN: Final = "Join"
SET_MY_GOAL: Final = "Set my goal"
SHARE_A_WIN: Final = "Share a win"
START_A_GROUP: Final = "Start a group"
ASK_FOR_A_GROUP: Final = "Ask the channel's admins"
STOP_THE_GROUP: Final = "Stop the group"
MY_WEEK: Final = "My week"
GROUP_BOARD: Final = "Board"
TAKE_A_BREAK: Final = "Take a break"
SHARE_IT: Final = "Share it"
TAKE_IT_BACK: Final = "Take it back"
IM_BACK: Final = "I'm back"
MORE_LINES: Final = "More"
STOP_IT: Final = "Yes, stop it"

# Said of an application as a whole.
I_APPLIED: Final = "I applied"
ACCEPTED: Final = "Accepted"
WITHDREW: Final = "Withdrew"
ANOTHER_DATE: Final = "Another date"
ANSWER_BY: Final = "They want an answer by …"
ADD_CONTACT: Final = "Add contact"
CHANGE_TIME_ZONE: Final = "Change my time zone"
RIGHT_TIME_ZONE: Final = "That's my time zone"
DROP_IT: Final = "Drop it"

# On a work-search record.
CSV: Final = "CSV"
PDF: Final = "PDF"
LOG_AN_ACTIVITY: Final = "Log an activity"
PERIOD_BEFORE: Final = "Previous period"
CHOOSE_MY_OFFICE: Final = "Choose my office"
SHOW_THE_RECORD: Final = "Show the record"
NO_SUCH_REMINDERS: Final = "Turn these reminders off"
