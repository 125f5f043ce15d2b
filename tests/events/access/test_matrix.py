"""Every actor, every action, every state of a meeting and audience of a part, against a table to be read.

The table is ``matrix.md`` beside this file: whoever is not named in a line is refused.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.support.access_scene import (
    ACTORS,
    EXCLUDED,
    FIRE,
    HOUSING,
    OPENED,
    POLICE,
    REGISTRAR,
    SOCIAL_CARE,
    YOUTH_JUSTICE,
    Scene,
    scene,
)

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor, Duty
from quorate_events.access.conditions import Condition
from quorate_events.access.decide import TABLE, Table, by_action, decide
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
from quorate_events.access.rules import RULES, Rule
from quorate_events.meetings.vocabulary import Audience, MeetingStatus, Sector

Case = tuple[str, str, str]
"""An action, what it is about, and an actor."""

Answers = Mapping[Case, str]
"""Why each may, as the ground; who may not is missing."""

NOBODY_ELSE = ChildFacts(REGISTRAR)
_OF_A_CHILD = {Action.READ_CHILD, Action.OPEN_CHILD_IN_EMERGENCY, Action.RECORD_BIRTH}
_OF_PARTS = {Action.READ_PART, Action.KNOW_OF_PART}
_OF_MEMBERS = {
    Action.REGISTER_MEMBER,
    Action.MANAGE_MEMBERS,
    Action.ACCEPT_SIGN_IN,
    Action.GRANT_DUTIES,
    Action.WITHDRAW_DUTIES,
}
_OF_A_SECTOR = {Action.CONVENE, Action.REGISTER_CHILD}
_OF_NOTHING = {
    Action.READ_WORK_LIST,
    Action.READ_TRENDS,
    Action.LIST_AGENCIES,
    Action.LIST_PEOPLE,
    Action.READ_DEFINITIONS,
    Action.READ_ONESELF,
    Action.READ_LOOKS,
    Action.READ_OWN_LOOKS,
    Action.READ_SIGN_INS,
    Action.READ_OWN_SIGN_INS,
    Action.READ_EMERGENCY_OPENINGS,
    Action.READ_EVIDENCE,
    Action.READ_ENTRIES,
    Action.READ_TIMELINE,
    Action.COSIGN,
    Action.READ_OWN_OPENINGS,
    Action.READ_CHAIR_CHANGES,
    Action.READ_RULE_SETS,
    Action.KEEP_AGENCIES,
    Action.READ_PERSONAL_FILE,
    Action.READ_HOLDINGS,
    Action.HOLD_DATA,
    Action.REQUEST_ERASURE,
    Action.APPROVE_ERASURE,
}


def test_the_table_has_a_line_for_every_action() -> None:
    assert {action for action, _, _ in expected()} == {each.value for each in Action}


@pytest.mark.parametrize("status", MeetingStatus)
def test_everybody_may_do_what_the_table_says_and_nothing_else(status: MeetingStatus) -> None:
    assert list(differences(status, TABLE)) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_without_any_single_rule_the_table_does_not_hold(rule: Rule) -> None:
    assert noticed(by_action(each for each in RULES if each is not rule))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_with_any_single_rule_reversed_the_table_does_not_hold(rule: Rule) -> None:
    assert noticed(by_action(_reversed(each) if each is rule else each for each in RULES))


@pytest.mark.parametrize(
    ("rule", "place"),
    [(rule, place) for rule in RULES for place in range(len(rule.when))],
    ids=lambda each: each.name if isinstance(each, Rule) else str(each),
)
def test_without_any_single_condition_the_table_does_not_hold(rule: Rule, place: int) -> None:
    weaker = replace(rule, when=rule.when[:place] + rule.when[place + 1 :])
    assert noticed(by_action(weaker if each is rule else each for each in RULES))


def test_the_table_names_nobody_who_does_not_exist() -> None:
    assert {actor for _, _, actor in expected()} <= set(ACTORS)


def noticed(table: Table) -> bool:
    return any(difference for status in MeetingStatus for difference in differences(status, table))


def differences(status: MeetingStatus, table: Table) -> Iterator[str]:
    """What the policy says otherwise than the table to be read."""
    answers = expected()
    told = told_at(status)
    for (action, about, name), resources in cases(told, status).items():
        want = answers.get((action.value, about, name))
        for resource in resources:
            got = decide(ACTORS[name], action, resource, Circumstances(told.history.now), table).ground
            if got != want:
                yield f"{name} {action} {about}: {got} instead of {want}"


@cache
def told_at(status: MeetingStatus) -> Scene:
    return scene(status)


@cache
def expected() -> Answers:
    """Read the table: action, what it is about, and by ground who may."""
    answers = {}
    text = Path(__file__).with_name("matrix.md").read_text("utf-8")
    groups = {"everybody": list(ACTORS)}
    for group, members in re.findall(r"^- \*([a-z ]+)\*: (.+?)\.$", text, re.MULTILINE):
        groups[group] = members.split(", ")
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("| `"):
            continue
        action, about, allowed = cells[0].strip("`"), cells[1], cells[2]
        for ground, names in re.findall(r"\*([a-z]+)\*: ([^*]+?)(?:; |$)", allowed):
            for name in itertools.chain(*(groups.get(each, [each]) for each in names.split(", "))):
                answers[action, about, name] = ground
    return answers


@cache
def _asked(status: MeetingStatus) -> dict[tuple[Action, str, str], list[Resource | None]]:
    told = told_at(status)
    found: dict[tuple[Action, str, str], list[Resource | None]] = {}
    for action, (name, actor) in itertools.product(Action, ACTORS.items()):
        if name in (*EXCLUDED, "owner", "owner's system", "owner's coordinator") and status not in OPENED:
            continue
        circle = told.circle
        if name == "excluded chair":
            circle = replace(circle, chair_id=actor.practitioner_id)
        for about, resource in resources_of(action, actor, circle, told):
            found.setdefault((action, about, name), []).append(resource)
    return found


def cases(told: Scene, status: MeetingStatus) -> dict[tuple[Action, str, str], list[Resource | None]]:
    return _asked(status)


def resources_of(
    action: Action, actor: Actor, circle: Circle, told: Scene
) -> Iterator[tuple[str, Resource | None]]:
    """Everything that an action can be about."""
    if action in _OF_NOTHING:
        yield "", None
    elif action in _OF_A_SECTOR:
        mine = Sector.CHILDRENS_SOCIAL_CARE if actor.agency_id == SOCIAL_CARE else Sector.POLICE
        yield "", OwnAgency(mine)
    elif action in _OF_PARTS:
        for part in told.parts():
            yield in_words(part), replace(part, circle=circle)
        released = next(part for part in told.parts() if in_words(part) == "not restricted, released")
        yield "the excluded agency's", replace(released, circle=circle, agency_id=YOUTH_JUSTICE)
    elif action in _OF_A_CHILD:
        yield "the child of the meeting", ChildFacts(SOCIAL_CARE_NEXT_DOOR, (circle,))
        yield "a child without a meeting", NOBODY_ELSE
    elif action is Action.READ_COPY:
        for whom, agency in (("the police", POLICE), ("social care", SOCIAL_CARE), ("housing", HOUSING)):
            yield f"for {whom}", CopyFacts(circle, agency)
        yield "for the family", CopyFacts(circle, None)
    elif action is Action.CHANGE_CHAIR:
        yield "somebody else", ChairFacts(circle, SOCIAL_CARE_NEXT_DOOR)
        yield "oneself", ChairFacts(circle, actor.practitioner_id)
    elif action is Action.READ_ACTION:
        yield "the fire service's action", ActionFacts(circle, FIRE)
        yield "the excluded agency's action", ActionFacts(circle, YOUTH_JUSTICE)
    elif action is Action.READ_WORK_ITEM:
        yield "the police's", WorkFacts(circle, POLICE)
        yield "the fire service's", WorkFacts(circle, FIRE)
        yield "the excluded agency's", WorkFacts(circle, YOUTH_JUSTICE)
        yield "the chair's", WorkFacts(circle, None, circle.chair_id)
    elif action is Action.ACKNOWLEDGE_NOTICE:
        yield "to the chair", WorkFacts(circle, None, circle.chair_id)
        yield "to the author, who chaired before", WorkFacts(circle, None, ACTORS["author"].practitioner_id)
        yield "that waits for nobody", WorkFacts(circle)
    elif action in _OF_MEMBERS:
        yield from members(actor)
    else:
        yield "the meeting", circle


SOCIAL_CARE_NEXT_DOOR = REGISTRAR.__class__(int=0xBEEF)


def members(actor: Actor) -> Iterator[tuple[str, Resource]]:
    """Somebody who is to be a member, as seen from the actor."""
    somebody = SOCIAL_CARE_NEXT_DOOR
    usual = frozenset({Duty.PRACTITIONER})
    for where, agency in (("own agency", actor.agency_id), ("another agency", somebody)):
        yield f"{where}, practitioner", MemberFacts(somebody, agency, usual)
        administrator = usual | {Duty.CONFERENCE_ADMINISTRATOR}
        yield f"{where}, conference administrator", MemberFacts(somebody, agency, administrator)
        for duty in Duty:
            if duty not in administrator:
                yield f"{where}, any other duty", MemberFacts(somebody, agency, usual | {duty})
    yield "oneself", MemberFacts(actor.practitioner_id, actor.agency_id, usual)


def in_words(part: PartFacts) -> str:
    audience = "restricted" if part.audience is Audience.RESTRICTED else "not restricted"
    released = "released" if part.released else "not released"
    return f"{audience}, {released}{', withdrawn' if part.withdrawn else ''}"


def _reversed(rule: Rule) -> Rule:
    """The rule, holding exactly where it did not hold."""
    all_of_it = (rule.who, *rule.when)

    def holds(question: object) -> bool:
        return not all(condition.holds(question) for condition in all_of_it)  # type: ignore[arg-type]

    turned: Callable[[object], bool] = holds
    return replace(rule, who=Condition(turned, rule.who.reason, "not"), when=())
