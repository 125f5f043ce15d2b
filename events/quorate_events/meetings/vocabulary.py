"""The closed sets of words that the field uses, with the values that are stored and shown.

Source: Working Together and the local procedures quoted in the decisions and guides of this project.
Open sets (roles, escalation stages) are data of a rule set, not code.
"""

from enum import StrEnum


class MeetingKind(StrEnum):
    """What is being held. A strategy discussion may have several sittings; a conference usually one."""

    STRATEGY_DISCUSSION = "strategy_discussion"
    INITIAL_CONFERENCE = "initial_child_protection_conference"
    REVIEW_CONFERENCE = "review_child_protection_conference"
    PRE_BIRTH_CONFERENCE = "pre_birth_conference"
    TRANSFER_IN_CONFERENCE = "transfer_in_conference"

    @property
    def is_conference(self) -> bool:
        """True for every kind of conference, false for a strategy discussion."""
        return self is not MeetingKind.STRATEGY_DISCUSSION


class MeetingForm(StrEnum):
    """How the meeting is held."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    TELEPHONE = "telephone"
    HYBRID = "hybrid"


class MeetingStatus(StrEnum):
    """Where a meeting stands in its life."""

    CONVENED = "convened"
    IN_SESSION = "in_session"
    ADJOURNED = "adjourned"
    CLOSED = "closed"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class Sector(StrEnum):
    """The part of the system that an agency belongs to; quoracy rules count by sector or by role."""

    CHILDRENS_SOCIAL_CARE = "childrens_social_care"
    POLICE = "police"
    HEALTH = "health"
    EDUCATION = "education"
    PROBATION = "probation"
    YOUTH_JUSTICE = "youth_justice"
    HOUSING = "housing"
    ADULT_SERVICES = "adult_services"
    DOMESTIC_ABUSE_SERVICE = "domestic_abuse_service"
    EARLY_HELP = "early_help"
    VOLUNTARY = "voluntary"
    CAFCASS = "cafcass"
    FOSTERING_AND_RESIDENTIAL = "fostering_and_residential"
    LEGAL = "legal"
    OTHER = "other"


class InvitationAnswer(StrEnum):
    """How an invited agency answered. No answer at all is the fourth state, and is never stored."""

    ACCEPTED = "accepted"
    APOLOGIES = "apologies"
    DEPUTY_NAMED = "deputy_named"


class InvolvementLevel(StrEnum):
    """What an agency had to do with the child or family."""

    NONE = "none"
    HISTORIC = "historic"
    CURRENT = "current"


class AttendanceStatus(StrEnum):
    """Whether a person was there. A report is a fact of its own: see the contribution."""

    ATTENDED = "attended"
    APOLOGIES = "apologies"
    REPRESENTED_BY_DEPUTY = "represented_by_deputy"
    REPORT_ONLY = "report_only"
    ABSENT_WITHOUT_APOLOGY = "absent_without_apology"
    EXCLUDED = "excluded"


class AttendanceMode(StrEnum):
    """How a person who attended took part."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    TELEPHONE = "telephone"


class Audience(StrEnum):
    """Who may read one part of a contribution."""

    SHAREABLE_WITH_FAMILY = "shareable_with_family"
    PROFESSIONALS_ONLY = "professionals_only"
    RESTRICTED = "restricted"


class RestrictionGround(StrEnum):
    """Why a part is restricted to named agencies."""

    THIRD_PARTY = "third_party"
    POLICE_INTELLIGENCE = "police_intelligence"
    LEGAL = "legal"


class PartHeading(StrEnum):
    """What one part of a contribution is about (after the multi-agency report format)."""

    ROLE_AND_INVOLVEMENT = "role_and_involvement"
    CHRONOLOGY = "chronology"
    WORRIES = "worries"
    STRENGTHS = "strengths"
    FUTURE_DANGER = "future_danger"
    WHAT_NEEDS_TO_HAPPEN = "what_needs_to_happen"
    CONTRIBUTION_TO_PLAN = "contribution_to_plan"
    CHILDS_WISHES_AND_FEELINGS = "childs_wishes_and_feelings"
    OTHER = "other"


class ContributionStatus(StrEnum):
    """Where an agency's contribution stands."""

    REQUESTED = "requested"
    SUBMITTED = "submitted"
    NOTHING_HELD = "nothing_held"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class ChildParticipation(StrEnum):
    """How the child took part or was heard, with the codes of the census for reviews."""

    UNDER_FOUR = "PN0"
    ATTENDED_AND_SPOKE = "PN1"
    ATTENDED_ADVOCATE_SPOKE = "PN2"
    ATTENDED_SYMBOLS = "PN3"
    ATTENDED_SILENT = "PN4"
    BRIEFED_ADVOCATE = "PN5"
    SENT_VIEWS = "PN6"
    VIEWS_NOT_CONVEYED = "PN7"


class ViewPosition(StrEnum):
    """What an agency thinks of the threshold or the plan."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    UNDECIDED = "undecided"


class DecisionOutcome(StrEnum):
    """What was decided for one child."""

    SINGLE_SECTION_47_ENQUIRY = "single_section_47_enquiry"
    JOINT_SECTION_47_ENQUIRY = "joint_section_47_enquiry"
    NO_SECTION_47_ENQUIRY = "no_section_47_enquiry"
    PLAN_MADE = "plan_made"
    PLAN_CONTINUED = "plan_continued"
    PLAN_ENDED = "plan_ended"
    PLAN_NOT_REQUIRED = "plan_not_required"


class CategoryOfAbuse(StrEnum):
    """Category of abuse, with the census codes."""

    NEGLECT = "NEG"
    PHYSICAL = "PHY"
    SEXUAL = "SAB"
    EMOTIONAL = "EMO"
    MULTIPLE = "MUL"


class ActionStatus(StrEnum):
    """Where an agreed action stands. Overdue is a fact about time and is worked out when asked."""

    AGREED = "agreed"
    ACCEPTED = "accepted"
    COMPLETED = "completed"
    NOT_DONE = "not_done"


class Quoracy(StrEnum):
    """The result of a sitting, in the field's words."""

    QUORATE = "quorate"
    INQUORATE_ADJOURNED = "inquorate_adjourned"
    INQUORATE_PROCEEDED = "inquorate_proceeded"


class RecordVariant(StrEnum):
    """Which version of the record a recipient is sent."""

    FULL = "full"
    AGENCY = "agency"
    FAMILY = "family"
    PARTIAL = "partial"
    """For a person who was excluded from a sitting: without what happened there."""


class Origin(StrEnum):
    """How a fact came onto the record."""

    LIVE = "live"
    IMPORTED = "imported"
