"""The words that registers use, and what they mean."""

from typing import TypeVar

from quorate_events.meetings.vocabulary import (
    AttendanceMode,
    AttendanceStatus,
    InvitationAnswer,
    InvolvementLevel,
    MeetingForm,
    MeetingKind,
    Quoracy,
)

T = TypeVar("T")

KINDS = {kind.value: kind for kind in MeetingKind} | {
    "strategy": MeetingKind.STRATEGY_DISCUSSION,
    "strategy_meeting": MeetingKind.STRATEGY_DISCUSSION,
    "initial": MeetingKind.INITIAL_CONFERENCE,
    "initial_conference": MeetingKind.INITIAL_CONFERENCE,
    "icpc": MeetingKind.INITIAL_CONFERENCE,
    "review": MeetingKind.REVIEW_CONFERENCE,
    "review_conference": MeetingKind.REVIEW_CONFERENCE,
    "rcpc": MeetingKind.REVIEW_CONFERENCE,
    "pre_birth": MeetingKind.PRE_BIRTH_CONFERENCE,
    "transfer_in": MeetingKind.TRANSFER_IN_CONFERENCE,
    "transfer": MeetingKind.TRANSFER_IN_CONFERENCE,
}
FORMS = {form.value: form for form in MeetingForm}
ANSWERS = {answer.value: answer for answer in InvitationAnswer} | {
    "deputy": InvitationAnswer.DEPUTY_NAMED,
    "yes": InvitationAnswer.ACCEPTED,
}
ATTENDANCES = {status.value: status for status in AttendanceStatus} | {
    "yes": AttendanceStatus.ATTENDED,
    "present": AttendanceStatus.ATTENDED,
    "deputy": AttendanceStatus.REPRESENTED_BY_DEPUTY,
    "absent": AttendanceStatus.ABSENT_WITHOUT_APOLOGY,
    "no": AttendanceStatus.ABSENT_WITHOUT_APOLOGY,
}
MODES = {mode.value: mode for mode in AttendanceMode}
INVOLVEMENTS = {level.value: level for level in InvolvementLevel}
QUORACIES = {quoracy.value: quoracy for quoracy in Quoracy} | {
    "yes": Quoracy.QUORATE,
    "adjourned": Quoracy.INQUORATE_ADJOURNED,
    "proceeded": Quoracy.INQUORATE_PROCEEDED,
    "no": Quoracy.INQUORATE_PROCEEDED,
}
YES_OR_NO = {"yes": True, "no": False}


def folded(text: str) -> str:
    """Return ``text`` as the tables above are keyed: small letters, words joined by underscores."""
    return "_".join(text.casefold().replace("-", " ").replace("_", " ").replace("'", "").split())
