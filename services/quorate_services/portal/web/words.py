"""The API's closed sets in plain words, as the field says them. A word that is missing fails a test."""

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "MeetingKind": {
            "STRATEGY_DISCUSSION": "Strategy discussion",
            "INITIAL_CONFERENCE": "Initial child protection conference",
            "REVIEW_CONFERENCE": "Review child protection conference",
            "PRE_BIRTH_CONFERENCE": "Pre-birth child protection conference",
            "TRANSFER_IN_CONFERENCE": "Transfer-in child protection conference",
        },
        "MeetingStatus": {
            "CONVENED": "Convened",
            "IN_SESSION": "In session now",
            "ADJOURNED": "Adjourned",
            "CLOSED": "Closed, record not confirmed yet",
            "CONFIRMED": "Record confirmed",
            "CANCELLED": "Cancelled",
        },
        "MeetingForm": {
            "IN_PERSON": "In person",
            "VIDEO": "By video",
            "TELEPHONE": "By telephone",
            "HYBRID": "In person and by video",
        },
        "WorkKind": {
            "ANSWER_INVITATION": "Answer an invitation",
            "CONTRIBUTE": "Share what your agency knows",
            "DECLARE_INVOLVEMENT": "Say what your agency had to do with the child",
            "RESPOND_TO_CHALLENGE": "Answer the chair about your involvement",
            "ACCEPT_ACTION": "Accept an action",
            "COMPLETE_ACTION": "Complete an action",
            "CHAIR_MEETING": "Chair a meeting",
            "CONFIRM_RECORD": "Confirm the record of a meeting",
            "ISSUE_RECORD": "Issue the record of a meeting",
            "ISSUE_DECISION_LETTER": "Issue the decision letter",
            "ANSWER_DISSENT": "Answer a dissent",
            "ANSWER_ESCALATION": "Answer an escalation",
            "NOTE_EMERGENCY_OPENING": "Note that a record was opened in an emergency",
            "NOTE_CHAIR_CHANGE": "Note that a meeting has another chair",
        },
        "InvitationAnswer": {
            "ACCEPTED": "Accepted",
            "APOLOGIES": "Sent apologies",
            "DEPUTY_NAMED": "Named a deputy",
        },
        "AttendanceStatus": {
            "ATTENDED": "Attended",
            "APOLOGIES": "Sent apologies",
            "REPRESENTED_BY_DEPUTY": "Represented by a deputy",
            "REPORT_ONLY": "Report only",
            "ABSENT_WITHOUT_APOLOGY": "Absent without apology",
            "EXCLUDED": "Excluded",
        },
        "AttendanceMode": {"IN_PERSON": "in person", "VIDEO": "by video", "TELEPHONE": "by telephone"},
        "InformationStatus": {
            "REQUESTED": "Asked, not answered yet",
            "SUBMITTED": "Has shared",
            "NOTHING_HELD": "Searched and holds nothing",
            "DECLINED": "Declined to share",
            "SILENT": "Silent",
            "WITHDRAWN": "Withdrew what it had shared",
        },
        "PartHeading": {
            "ROLE_AND_INVOLVEMENT": "Our role and involvement",
            "CHRONOLOGY": "What happened and when",
            "WORRIES": "What we are worried about",
            "STRENGTHS": "What is working well",
            "FUTURE_DANGER": "What could happen if nothing changes",
            "WHAT_NEEDS_TO_HAPPEN": "What needs to happen",
            "CONTRIBUTION_TO_PLAN": "What we can do in a plan",
            "CHILDS_WISHES_AND_FEELINGS": "The child’s wishes and feelings",
            "OTHER": "Something else",
        },
        "Audience": {
            "SHAREABLE_WITH_FAMILY": "Everybody at the meeting, and the family may be given it",
            "PROFESSIONALS_ONLY": "The agencies at the meeting, not the family",
            "RESTRICTED": "Only the chair and the agencies that are named for it",
        },
        "Release": {
            "ON_SUBMISSION": "As soon as it is shared",
            "AT_MEETING": "When the meeting begins",
            "AT_TIME": "From a day and time that is set",
            "BY_HAND": "When its own agency releases it",
        },
        "RestrictionGround": {
            "THIRD_PARTY": "It would identify somebody else who gave information",
            "POLICE_INTELLIGENCE": "It is police intelligence",
            "LEGAL": "The law or legal advice restricts it",
        },
        "Sector": {
            "CHILDRENS_SOCIAL_CARE": "Children’s social care",
            "POLICE": "Police",
            "HEALTH": "Health",
            "EDUCATION": "Education",
            "PROBATION": "Probation",
            "YOUTH_JUSTICE": "Youth justice",
            "HOUSING": "Housing",
            "ADULT_SERVICES": "Adult services",
            "DOMESTIC_ABUSE_SERVICE": "Domestic abuse services",
            "EARLY_HELP": "Early help",
            "VOLUNTARY": "Voluntary sector",
            "CAFCASS": "Cafcass",
            "FOSTERING_AND_RESIDENTIAL": "Fostering and residential care",
            "LEGAL": "Legal services",
            "OTHER": "Other agencies",
        },
        "InvolvementBucket": {
            "NOT_DECLARED": "Involvement not declared",
            "NONE": "Not involved",
            "HISTORIC": "Involved in the past",
            "HISTORIC_SIGNIFICANT": "Significantly involved in the past",
            "CURRENT": "Involved now",
            "CURRENT_SIGNIFICANT": "Significantly involved now",
        },
        "InvolvementLevel": {
            "NONE": "None: we do not know the child or the family",
            "HISTORIC": "In the past, not now",
            "CURRENT": "We are working with the child or the family now",
        },
        "ActionStatus": {
            "AGREED": "Agreed, not accepted yet",
            "ACCEPTED": "Accepted, not done yet",
            "COMPLETED": "Completed",
            "NOT_DONE": "Will not be done",
        },
        "ActionStepKind": {
            "AGREED": "Agreed",
            "ACCEPTED": "Accepted",
            "PROGRESSED": "Progress",
            "COMPLETED": "Completed",
            "REASSIGNED": "Given to another agency",
            "RESCHEDULED": "Given another date",
            "NOT_DONE": "Recorded as not done",
        },
        "Quoracy": {
            "QUORATE": "Quorate",
            "INQUORATE_ADJOURNED": "Not quorate, adjourned",
            "INQUORATE_PROCEEDED": "Not quorate, went on",
        },
        "ChildParticipation": {
            "ATTENDED_AND_SPOKE": "Attended and spoke for themselves",
            "ATTENDED_ADVOCATE_SPOKE": "Attended, and an advocate spoke for them",
            "ATTENDED_SYMBOLS": "Attended, and gave views by drawing, symbols or play",
            "ATTENDED_SILENT": "Attended, and gave no views",
            "BRIEFED_ADVOCATE": "Did not attend, and briefed an advocate",
            "SENT_VIEWS": "Did not attend, and sent their views",
            "VIEWS_NOT_CONVEYED": "Did not attend, and their views were not conveyed",
            "UNDER_FOUR": "Under four years old",
        },
        "ViewPosition": {"AGREES": "Agrees", "DISAGREES": "Disagrees", "UNDECIDED": "Undecided"},
        "DecisionOutcome": {
            "JOINT_SECTION_47_ENQUIRY": "Section 47 enquiry, jointly with the police",
            "SINGLE_SECTION_47_ENQUIRY": "Section 47 enquiry by children’s social care alone",
            "NO_SECTION_47_ENQUIRY": "No section 47 enquiry",
            "PLAN_MADE": "A child protection plan is made",
            "PLAN_CONTINUED": "The child protection plan continues",
            "PLAN_ENDED": "The child protection plan ends",
            "PLAN_NOT_REQUIRED": "No child protection plan is needed",
        },
        "CategoryOfAbuse": {
            "NEGLECT": "Neglect",
            "PHYSICAL": "Physical abuse",
            "SEXUAL": "Sexual abuse",
            "EMOTIONAL": "Emotional abuse",
            "MULTIPLE": "Multiple",
        },
        "DecisionBasis": {
            "CONSENSUS": "Decided together",
            "CHAIR_DECIDED": "Decided by the chair, without consensus",
        },
        "Anchor": {
            "SECTION_47_STARTED": "The section 47 enquiry started",
            "LAST_STRATEGY_DISCUSSION": "The last strategy discussion was held",
            "TRANSFER_NOTIFIED": "The other authority gave notice of the move",
            "LAST_CONFERENCE": "The last conference was held",
            "BIRTH_EXPECTED": "The birth is expected",
            "BORN": "The child was born",
            "CONVENED": "The meeting was convened",
            "SCHEDULED": "The meeting is planned for",
            "HELD": "The meeting was held",
        },
        "ClockStatus": {
            "NOT_STARTED": "Not started",
            "RUNNING": "Running",
            "MET": "Done in time",
            "MET_LATE": "Done late",
            "OVERDUE": "Overdue",
            "CLOSED": "Closed",
        },
        "ErasureBasis": {
            "NO_LONGER_NEEDED": "The data are no longer needed: the retention schedule has run out (Article 17(1)(a))",
            "OBJECTION_UPHELD": "The person objected, and nothing overrides it (Article 17(1)(c))",
            "UNLAWFUL_PROCESSING": "The data should not have been kept, such as those of the wrong person "
            "(Article 17(1)(d))",
            "LEGAL_OBLIGATION": "A court, the regulator or another law demands it (Article 17(1)(e))",
        },
        "ErasureState": {
            "NONE": "Not asked for",
            "REQUESTED": "Asked for, waits for a second person",
            "APPROVED": "Approved, being carried out",
            "ERASED": "Erased",
        },
        "FileStepKind": {
            "HELD": "Hold placed or renewed",
            "HOLD_LIFTED": "Hold lifted",
            "ERASURE_REQUESTED": "Erasure asked for",
            "ERASURE_DECLINED": "Erasure declined or withdrawn",
            "ERASURE_APPROVED": "Erasure approved",
            "ERASURE_STOPPED": "Erasure stopped: a text is also about somebody under a hold",
            "ERASED": "Erased",
        },
        "LookAnomaly": {
            "VOLUME": "Far more looks in a day than usual",
            "OUT_OF_INVOLVEMENT": "Meetings that never concerned the agency",
            "REPEATED_REFUSALS": "Refused again and again",
        },
        "SignInChange": {
            "LINKED": "Linked: lets the person in",
            "WAITS": "Linked: waits for a second person to confirm",
            "CONFIRMED": "Confirmed: lets the person in",
            "ACCEPTED": "Accepted by the person as a further account",
            "UNLINKED": "Taken away: lets nobody in",
        },
        "RecordVariant": {
            "FULL": "Full record",
            "AGENCY": "Record for an agency",
            "FAMILY": "Record for the family",
            "PARTIAL": "Record for somebody who was excluded from a part",
        },
    }
)
"""By the name of the enumeration in the schema, and by its value."""


def say(enumeration: str, value: str) -> str:
    """Return a value of an enumeration in words."""
    return WORDS[enumeration][value]


def with_article(words: str) -> str:
    """Return words with "a" or "an" in front, which are those of kinds of meetings: none has a silent letter."""
    return f"{'an' if words[:1].lower() in 'aeiou' else 'a'} {words}"
