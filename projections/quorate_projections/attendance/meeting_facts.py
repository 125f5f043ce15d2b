"""What is true of a meeting as a whole, worked out from who was there and what was shared."""

from collections.abc import Iterable
from uuid import UUID

import msgspec

from quorate_events.meetings.involvement import Involvement
from quorate_events.meetings.sittings import those_present
from quorate_events.meetings.vocabulary import MeetingKind, Quoracy, Sector
from quorate_events.rules.quoracy import Present, missing_roles
from quorate_events.rules.rule_set import RuleSet
from quorate_projections.attendance.presence import bucket
from quorate_projections.attendance.state import AttendanceState

CORE_THREE = (Sector.CHILDRENS_SOCIAL_CARE, Sector.POLICE, Sector.HEALTH)
"""Who must be involved in a strategy discussion as a minimum. Source: Working Together."""


class Missing(msgspec.Struct, frozen=True):
    """Somebody whom the rule set requires and who has not been there; ``invited`` says whether asked."""

    sector: Sector
    roles: tuple[str, ...]
    label: str
    reason: str
    invited: bool


class DiscussionFacts(msgspec.Struct, frozen=True):
    """What is asked of a strategy discussion. Source: Working Together (the core three), Ofsted 2019 (4)."""

    core_three_present: bool
    worker_and_manager_present: bool
    information_complete: bool


def missing(state: AttendanceState, rules: RuleSet) -> tuple[Missing, ...]:
    """Return the required attendees who have been at no sitting, in the order of the rule set."""
    kind = state.standing.kind
    absent = missing_roles(rules, kind, present(state, rules))
    uninvited = missing_roles(rules, kind, _invited(state, rules)) if absent else ()
    return tuple(
        Missing(each.sector, each.roles, each.label, each.reason, invited=each not in uninvited)
        for each in absent
    )


def present(state: AttendanceState, rules: RuleSet) -> list[Present]:
    """Return the professionals who were at any sitting, as quoracy counts them."""
    involvements = {
        agency_id: Involvement(declared.level, declared.significant)
        for agency_id, declared in state.involvements.items()
    }
    return those_present(state.attendees(), involvements, rules)


def discussion(state: AttendanceState, rules: RuleSet) -> DiscussionFacts | None:
    """Return what is asked of a strategy discussion that was held; None for every other meeting."""
    kind = state.standing.kind
    if kind is not MeetingKind.STRATEGY_DISCUSSION or state.standing.opened_at is None:
        return None
    people = present(state, rules)
    lead = rules.kinds[kind].quoracy.lead_sector
    absent = missing_roles(rules, kind, people)
    return DiscussionFacts(
        core_three_present=_core_three(rules, people),
        worker_and_manager_present=all(each.sector is not lead for each in absent),
        information_complete=_information_complete(state),
    )


def quorate(results: Iterable[Quoracy]) -> bool:
    """Return whether every sitting that came to a result was quorate, and there was one."""
    known = list(results)
    return bool(known) and all(result is Quoracy.QUORATE for result in known)


def _core_three(rules: RuleSet, people: list[Present]) -> bool:
    # The authority is represented by those who can speak for it, not by an administrator or the chair.
    leads = rules.kinds[MeetingKind.STRATEGY_DISCUSSION].quoracy.lead_roles
    counted = {
        person.sector
        for person in people
        if person.sector is not Sector.CHILDRENS_SOCIAL_CARE or not leads or person.role in leads
    }
    return counted.issuperset(CORE_THREE)


def _information_complete(state: AttendanceState) -> bool:
    involved = {
        each.agency_id for each in state.invitations.values() if bucket(state, each.agency_id).involved
    }
    return all(_informed(state, agency_id) for agency_id in involved)


def _informed(state: AttendanceState, agency_id: UUID) -> bool:
    reply = state.replies.get(agency_id)
    return reply is not None and reply.informative


def _invited(state: AttendanceState, rules: RuleSet) -> list[Present]:
    people = []
    for each in state.invitations.values():
        role = rules.roles.get(each.role)
        if role is not None and role.sector is not None:
            people.append(Present(each.agency_id, role.sector, each.role, involved=True))
    return people
