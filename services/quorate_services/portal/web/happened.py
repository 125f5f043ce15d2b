"""What the API names by open lists, in plain words: what happened in a meeting, what was looked at, and why.

A kind that is newer than these words is shown as the API names it, with spaces.
"""

from collections.abc import Mapping
from types import MappingProxyType

IN_A_MEETING: Mapping[str, str] = MappingProxyType(
    {
        "convened": "Meeting convened",
        "rescheduled": "Meeting moved",
        "cancelled": "Meeting cancelled",
        "chair_changed": "Another chair named",
        "child_added": "Child added",
        "agency_invited": "Agency asked to come",
        "invitation_withdrawn": "Invitation withdrawn",
        "invitation_answered": "Invitation answered",
        "involvement_declared": "Involvement declared",
        "involvement_challenged": "Involvement questioned by the chair",
        "involvement_settled": "Involvement settled",
        "contribution_submitted": "Part shared",
        "nothing_held": "Searched, and nothing held",
        "contribution_declined": "Declined to share",
        "part_corrected": "Part corrected",
        "part_withdrawn": "Part withdrawn",
        "part_released": "Part released",
        "sitting_opened": "Meeting begun",
        "attendance_recorded": "Attendance recorded",
        "proceeded_inquorate": "Went on although not quorate",
        "sitting_adjourned_inquorate": "Adjourned, not quorate",
        "sitting_closed": "Meeting ended",
        "child_participation_recorded": "How the child took part",
        "view_given": "View of an agency",
        "reservation_noted": "Reservation noted",
        "dissent_raised": "Dissent raised",
        "dissent_resolved": "Dissent resolved",
        "escalation_raised": "Escalated",
        "escalation_advanced": "Escalated further",
        "escalation_resolved": "Escalation resolved",
        "decision_made": "Decision made",
        "decision_revised": "Decision changed",
        "action_agreed": "Action agreed",
        "action_accepted": "Action accepted",
        "action_progressed": "Progress on an action",
        "action_completed": "Action completed",
        "action_reassigned": "Action given to another agency",
        "action_rescheduled": "Action given another date",
        "action_not_done": "Action will not be done",
        "core_group_held": "Core group held",
        "record_confirmed": "Record confirmed",
        "record_issued": "Record issued",
        "record_copy_made": "Copy of the record made",
        "decision_letter_issued": "Decision letter sent",
        "opened_in_emergency": "Record opened in an emergency",
        "notice_acknowledged": "Notice acknowledged",
        "excluded": "Somebody excluded",
        "exclusion_lifted": "Exclusion lifted",
    }
)
"""By the last word of the event's topic."""

LOOKED_AT: Mapping[str, str] = MappingProxyType(
    {
        "meeting": "Record of the meeting",
        "meeting_listed": "Meeting in a list",
        "live_meeting": "Live board of the meeting",
        "information_shared": "What agencies shared",
        "attendance": "Attendance",
        "quoracy": "Quoracy",
        "timeliness": "Clocks of the meeting",
        "timeline": "Timeline of the meeting",
        "as_seen_by": "What somebody could see",
        "action": "Action",
        "child": "Child",
        "work_listed": "Work list",
        "work_counted": "Number of tasks",
        "trend": "Figures without names",
        "export": "Copy of the record",
        "looks_at_child": "Looks at a child",
        "looks_at_meeting": "Looks at a meeting",
        "looks_by_person": "Looks of a person",
        "unusual_looks": "Unusual looks",
        "emergency_openings": "Openings in emergencies",
        "chair_changes": "Changes of chairs",
        "sign_in_changes": "Changes of sign-ins",
        "personal_file": "Holds and erasure of a person",
        "personal_files": "Holds and erasures that are open",
        "retention": "Retention schedule",
        "holdings": "Everything held about a person",
    }
)
"""By the word with which a look is written down; of a command that was refused, its name."""

GROUNDS: Mapping[str, str] = MappingProxyType(
    {
        "invited": "Their agency is invited",
        "convened": "Their agency convened the meeting",
        "chairs": "They chair the meeting",
        "own": "It is their own, or their agency’s",
        "duty": "Their duty",
        "emergency": "Opened in an emergency",
        "member": "Every member may",
    }
)
"""Why something was shown."""

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "not_identified": "nobody was signed in",
        "not_concerned": "the record does not concern them",
        "no_duty": "they have no duty for it",
        "excluded": "they were excluded",
        "oneself": "they would have given themselves more to see",
        "not_released": "it was not released",
        "not_in_audience": "it was not meant for them",
        "small_number": "the number is small",
        "over_limit": "they opened too much in emergencies",
    }
)
"""Why something was refused."""


def happened(kind: str) -> str:
    """Return what happened, from the kind of a change or a whole topic."""
    word = kind.removeprefix("quorate.meeting.")
    return IN_A_MEETING.get(word) or _plain(kind.removeprefix("quorate."))


def looked_at(what: str) -> str:
    """Return what was looked at."""
    return LOOKED_AT.get(what) or _plain(what)


def field_in_words(path: str) -> str:
    """Return which field of an event is meant: ``parts.0.text`` is the text of the first part."""
    words = [str(int(each) + 1) if each.isdecimal() else each.replace("_", " ") for each in path.split(".")]
    return " ".join(words).replace("nhs number", "NHS number")


def _plain(name: str) -> str:
    return name.replace(".", " ").replace("_", " ").capitalize()
