"""The conditions that rules are made of: each a small predicate with its words, and why it refuses."""

from collections.abc import Callable, Set
from typing import TypeVar

import msgspec

from quorate_events.access.actor import Actor, ActorKind, Duty
from quorate_events.access.policy import Reason
from quorate_events.access.resources import (
    ActionFacts,
    ChairFacts,
    ChildFacts,
    Circle,
    Circumstances,
    CopyFacts,
    MemberFacts,
    OwnAgency,
    PartFacts,
    Resource,
    WorkFacts,
)
from quorate_events.meetings.vocabulary import Audience, Sector

F = TypeVar("F", bound=msgspec.Struct)


class Question(msgspec.Struct, frozen=True):
    """Who wants something with what, and when. One question may meet several rules."""

    actor: Actor
    resource: Resource | None
    circumstances: Circumstances

    def about(self, kind: type[F]) -> F:
        """Return what the question is about. A rule that meets something else is a fault of the caller."""
        if not isinstance(self.resource, kind):
            raise TypeError(f"the rule is about {kind.__name__}, the question about {self.resource!r}")
        return self.resource

    @property
    def circle(self) -> Circle:
        """The circle of the meeting that the question is about."""
        if isinstance(self.resource, ChairFacts | PartFacts | CopyFacts | ActionFacts | WorkFacts):
            return self.resource.circle
        return self.about(Circle)


class Condition(msgspec.Struct, frozen=True):
    """Something that must hold; ``in_words`` goes on from "when" or "who"."""

    holds: Callable[[Question], bool]
    reason: Reason
    in_words: str


def _duty(*duties: Duty, system: bool = False) -> Callable[[Question], bool]:
    def holds(question: Question) -> bool:
        actor = question.actor
        return system if actor.kind is ActorKind.SYSTEM else actor.has(*duties)

    return holds


def people(*duties: Duty) -> Condition:
    """People, not software, with one of these duties."""
    words = " or ".join(duty.value.replace("_", " ") for duty in duties)
    return Condition(_duty(*duties), Reason.NO_DUTY, words)


PERSONS = Condition(
    lambda question: question.actor.kind is ActorKind.PERSON,
    Reason.NO_DUTY,
    "every active member who is a person",
)
EVERYBODY = Condition(lambda _: True, Reason.NO_DUTY, "every active member")
WORKERS = people(Duty.PRACTITIONER, Duty.CONFERENCE_ADMINISTRATOR)
SYSTEMS = Condition(
    lambda question: question.actor.kind is ActorKind.SYSTEM, Reason.NO_DUTY, "an agency's own software"
)
WITNESSES = Condition(
    _duty(Duty.AGENCY_COORDINATOR, Duty.AUDITOR, system=True),
    Reason.NO_DUTY,
    "agency coordinator or auditor, or the agency's own software",
)
WORKERS_AND_SYSTEMS = Condition(
    _duty(Duty.PRACTITIONER, Duty.CONFERENCE_ADMINISTRATOR, system=True),
    Reason.NO_DUTY,
    "practitioner or conference administrator, or the agency's own software",
)
WHOLE_AGENCY = Condition(
    _duty(Duty.PRACTITIONER, Duty.CONFERENCE_ADMINISTRATOR, Duty.AGENCY_COORDINATOR, system=True),
    Reason.NO_DUTY,
    "practitioner, conference administrator or agency coordinator, or the agency's own software",
)


# About a meeting.

NOT_EXCLUDED = Condition(
    lambda q: not q.circle.excludes(q.actor.recorder),
    Reason.EXCLUDED,
    "neither they nor their agency are excluded from the meeting",
)
NOT_EXCLUDED_THEMSELVES = Condition(
    lambda q: q.actor.practitioner_id not in q.circle.excluded_practitioner_ids,
    Reason.EXCLUDED,
    "not excluded from the meeting themselves",
)
CHAIRS = Condition(
    lambda q: q.actor.practitioner_id == q.circle.chair_id, Reason.NOT_CONCERNED, "chairs the meeting"
)
CONVENED = Condition(
    lambda q: q.actor.agency_id == q.circle.convening_agency_id,
    Reason.NOT_CONCERNED,
    "their agency convened the meeting",
)
INVITED = Condition(
    lambda q: q.actor.agency_id in q.circle.invited_agency_ids,
    Reason.NOT_CONCERNED,
    "their agency is invited to the meeting",
)
OPENED_IN_EMERGENCY = Condition(
    lambda q: any(
        opening.practitioner_id == q.actor.practitioner_id and q.circumstances.now < opening.until
        for opening in q.circle.emergency_openings
    ),
    Reason.NOT_CONCERNED,
    "they opened the record in an emergency, and the time given has not run out",
)
OUTSIDE = Condition(
    lambda q: not q.circle.reads(q.actor.recorder),
    Reason.NOT_CONCERNED,
    "neither they nor their agency could read the meeting anyway",
)
ASKED_OR_ANSWERED = Condition(
    lambda q: q.actor.agency_id in {*q.circle.invited_agency_ids, *q.circle.contributing_agency_ids},
    Reason.NOT_CONCERNED,
    "their agency is invited, or shared something before its invitation was withdrawn",
)
HAS_A_PART = Condition(
    lambda q: (
        q.actor.agency_id
        in {
            *q.circle.invited_agency_ids,
            *q.circle.contributing_agency_ids,
            *q.circle.acting_agency_ids,
        }
    ),
    Reason.NOT_CONCERNED,
    "their agency is invited, shared something, or owns an action of the meeting",
)
NAMES_SOMEBODY_ELSE = Condition(
    lambda q: q.actor.practitioner_id != q.about(ChairFacts).new_chair_id,
    Reason.ONESELF,
    "the person whom they name is not they themselves",
)


# About a part.

OWN_PART = Condition(
    lambda q: q.actor.agency_id == q.about(PartFacts).agency_id,
    Reason.NOT_CONCERNED,
    "the part is their agency's own",
)
RELEASED = Condition(lambda q: q.about(PartFacts).released, Reason.NOT_RELEASED, "the part is released")
IN_AUDIENCE = Condition(
    lambda q: (
        q.about(PartFacts).audience is not Audience.RESTRICTED
        or q.actor.agency_id in q.about(PartFacts).named_agency_ids
    ),
    Reason.NOT_IN_AUDIENCE,
    "the part is not restricted, or the restriction names their agency",
)
NOT_RESTRICTED = Condition(
    lambda q: q.about(PartFacts).audience is not Audience.RESTRICTED,
    Reason.NOT_IN_AUDIENCE,
    "the part is not restricted",
)
NOT_WITHDRAWN = Condition(
    lambda q: not q.about(PartFacts).withdrawn, Reason.NOT_RELEASED, "the part is not withdrawn"
)


OWN_COPY = Condition(
    lambda q: q.actor.agency_id == q.about(CopyFacts).agency_id,
    Reason.NOT_CONCERNED,
    "the copy was made for their agency",
)


# About a child, an action, work, an agency, a member.


def of_some_meeting(*conditions: Condition) -> Condition:
    """All the conditions hold of one of the meetings about the child."""

    def holds(question: Question) -> bool:
        circles = question.about(ChildFacts).circles
        asked = (Question(question.actor, circle, question.circumstances) for circle in circles)
        return any(all(each.holds(one) for each in conditions) for one in asked)

    words = " and ".join(each.in_words for each in conditions)
    return Condition(holds, Reason.NOT_CONCERNED, f"of some meeting about the child: {words}")


REGISTERED_THE_CHILD = Condition(
    lambda q: q.actor.agency_id == q.about(ChildFacts).registered_by_agency_id,
    Reason.NOT_CONCERNED,
    "their agency registered the child",
)
OWNS_ACTION = Condition(
    lambda q: q.actor.agency_id == q.about(ActionFacts).agency_id,
    Reason.NOT_CONCERNED,
    "their agency owns the action",
)
OWN_WORK = Condition(
    lambda q: (
        q.actor.practitioner_id == q.about(WorkFacts).practitioner_id
        or q.actor.agency_id == q.about(WorkFacts).agency_id
    ),
    Reason.NOT_CONCERNED,
    "the work is theirs or their agency's",
)
OF_SOCIAL_CARE = Condition(
    lambda q: q.about(OwnAgency).sector is Sector.CHILDRENS_SOCIAL_CARE,
    Reason.NO_DUTY,
    "their agency is children's social care",
)
OWN_MEMBER = Condition(
    lambda q: q.actor.agency_id == q.about(MemberFacts).agency_id,
    Reason.NOT_CONCERNED,
    "the person is, or becomes, a member of their own agency",
)
ONESELF = Condition(
    lambda q: q.actor.practitioner_id == q.about(MemberFacts).practitioner_id,
    Reason.NOT_CONCERNED,
    "the person is they themselves",
)
SOMEBODY_ELSE = Condition(
    lambda q: q.actor.practitioner_id != q.about(MemberFacts).practitioner_id,
    Reason.NO_DUTY,
    "the person is not they themselves",
)


def no_duties_but(*duties: Duty) -> Condition:
    """The person is given none but these duties."""
    allowed: Set[Duty] = frozenset(duties)
    words = " and ".join(duty.value.replace("_", " ") for duty in duties)
    return Condition(
        lambda q: q.about(MemberFacts).duties <= allowed,
        Reason.NO_DUTY,
        f"the person has, and gets, no duties but {words}",
    )
