"""Every command, as everybody: who may send it at all is what the table of the policy says."""

from datetime import date, datetime
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID, uuid4

import msgspec
import pytest
from strawberry.utils.str_converters import to_camel_case
from tests.support.access_scene import ACTORS, POLICE, REGISTRAR, THE_CHAIRS, Scene
from tests.support.history import SOCIAL_CARE
from tests.support.live_scene import NEXT_DOOR, Live

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor, Duty
from quorate_events.access.commands import ACTION_OF
from quorate_events.access.decide import decide
from quorate_events.access.errors import NoDuty
from quorate_events.access.purpose import Purpose
from quorate_events.access.resources import (
    ChairFacts,
    ChildFacts,
    MemberFacts,
    OwnAgency,
    Resource,
    WorkFacts,
)
from quorate_events.command import Command
from quorate_events.meetings.child_emergency import OpenChildInEmergency
from quorate_events.meetings.emergency import OpenToYouAlready
from quorate_events.meetings.errors import MeetingNotFound, NotYoursToConvene, OnlyConvenerOrChair
from quorate_events.meetings.notices import NoticeNotFound
from quorate_events.meetings.vocabulary import MeetingStatus, Sector
from quorate_events.people.emergencies import TooManyOpenings
from quorate_events.people.event import NotRegistered
from quorate_graphql.mutations.fields import COMMANDS, FROM_THE_TOKEN
from quorate_graphql.mutations.inputs import MADE_HERE
from quorate_graphql.permission import require_permission
from quorate_projections.scoped_views import ScopedViews

_NOT_TOLD = (
    NoDuty,
    MeetingNotFound,
    NotRegistered,
    NoticeNotFound,
    OnlyConvenerOrChair,
    NotYoursToConvene,
    OpenToYouAlready,
    TooManyOpenings,
)
_OF_MEMBERS = (
    Action.REGISTER_MEMBER,
    Action.MANAGE_MEMBERS,
    Action.ACCEPT_SIGN_IN,
    Action.GRANT_DUTIES,
    Action.WITHDRAW_DUTIES,
)
MEMBER = ACTORS["author"]
"""Whom the commands about members are about."""
_LATEST = "select max(notification_id) from quorate.stored_events"


def test_the_policy_knows_every_command_that_members_send() -> None:
    assert set(ACTION_OF) == set(COMMANDS) - set(FROM_THE_TOKEN)


@pytest.mark.parametrize("command", ACTION_OF, ids=lambda each: each.__name__)
async def test_a_command_is_let_through_for_those_whom_the_policy_allows(
    told: Live, command: type[Command]
) -> None:
    scene = told.scenes[MeetingStatus.IN_SESSION]
    for name, actor in ACTORS.items():
        asking, sent = told.asking(actor), example(command, scene)
        try:
            # An attempt to open records about a child is let through to be counted, with nothing to be opened.
            also = await require_permission(asking, sent)
            let_through = bool(also) or not isinstance(sent, OpenChildInEmergency)
        except _NOT_TOLD:
            let_through = False
        about = resource(ACTION_OF[command], actor, sent, scene)
        allowed = decide(actor, ACTION_OF[command], about, asking.moment).allowed
        assert let_through is allowed, name


@pytest.mark.parametrize("command", ACTION_OF, ids=lambda each: each.__name__)
async def test_somebody_without_a_part_in_it_writes_nothing(told: Live, command: type[Command]) -> None:
    sent = example(command, told.scenes[MeetingStatus.IN_SESSION])
    log = ScopedViews(told.office.views, None, Purpose.UPKEEP)
    before = await log.fetchval(_LATEST)
    assert before is not None
    for name in ("analyst", "stranger's system"):
        answer = await told.send(ACTORS[name], document(command), input=as_input(sent), id=str(uuid4()))
        assert answer.errors is None, answer.errors
        assert answer.data["answer"]["__typename"] == "CommandRefused"
        assert answer.data["answer"]["code"] in ("no_duty", "meeting_not_found", "not_registered")
    assert before == await log.fetchval(_LATEST)


@pytest.mark.parametrize("name", ["stranger", "excluded invited", "analyst"])
async def test_a_meeting_of_others_is_refused_like_one_that_does_not_exist(told: Live, name: str) -> None:
    scene = told.scenes[MeetingStatus.IN_SESSION]
    for command, action in ACTION_OF.items():
        about_a_meeting = "meeting_id" in command.__struct_fields__
        if not about_a_meeting or action in (Action.CONVENE, Action.OPEN_IN_EMERGENCY):
            continue
        sent = example(command, scene)
        missing = msgspec.structs.replace(sent, meeting_id=uuid4())
        answers = [
            (await told.send(ACTORS[name], document(command), input=as_input(each), id=str(uuid4()))).data
            for each in (sent, missing)
        ]
        assert answers[0] == answers[1], command


def resource(action: Action, actor: Actor, sent: Any, scene: Scene) -> Resource | None:
    if action in (Action.CONVENE, Action.REGISTER_CHILD):
        social_care = actor.agency_id in (SOCIAL_CARE, REGISTRAR, THE_CHAIRS)
        return OwnAgency(Sector.CHILDRENS_SOCIAL_CARE if social_care else Sector.POLICE)
    if action in _OF_MEMBERS:
        return MemberFacts(MEMBER.practitioner_id, POLICE, frozenset({Duty.PRACTITIONER}))
    if action is Action.CHANGE_CHAIR:
        return ChairFacts(scene.circle, sent.chair_id)
    if action is Action.ACKNOWLEDGE_NOTICE:
        # A notice that waits for nobody: `test_notices.py` has those that wait for somebody.
        return WorkFacts(scene.circle)
    if action in (Action.RECORD_BIRTH, Action.OPEN_CHILD_IN_EMERGENCY):
        # A child without a meeting, whom the registrar's agency registered.
        return ChildFacts(REGISTRAR)
    return None if action is Action.KEEP_AGENCIES else scene.circle


def example(command: type[Command], scene: Scene) -> Any:
    """A command of the kind with something in every field that it must have."""
    return _example(
        command,
        {
            "meeting_id": scene.meeting_id,
            "agency_id": POLICE,
            "practitioner_id": MEMBER.practitioner_id,
            "child_id": NEXT_DOOR,
        },
        also=("child_id",) if command is OpenChildInEmergency else (),
    )


def _example(struct: type[Any], given: dict[str, Any], also: tuple[str, ...] = ()) -> Any:
    hints = get_type_hints(struct)
    required = [
        field.name for field in msgspec.structs.fields(struct) if field.required or field.name in also
    ]
    return struct(**{name: given[name] if name in given else _value(hints[name]) for name in required})


def _value(hint: Any) -> Any:
    if get_origin(hint) is tuple:
        return (_value(get_args(hint)[0]),)
    if get_origin(hint) in (Union, UnionType):
        return None
    if issubclass(hint, Enum):
        return next(iter(hint))
    if issubclass(hint, msgspec.Struct):
        return _example(hint, {})
    moment = datetime.fromisoformat("2030-03-02T10:00:00+00:00")
    return {UUID: uuid4(), str: "x", bool: False, int: 1, date: date(2030, 3, 2), datetime: moment}[hint]


def document(command: type[Command]) -> str:
    name = command.__name__
    return f"""mutation ($input: {name}Input!, $id: UUID!) {{
        answer: {name[0].lower()}{name[1:]}(input: $input, commandId: $id) {{
            __typename ... on CommandRefused {{ code message suggestion }} }} }}"""


def as_input(value: Any) -> Any:
    """The command as variables of the API: names in camel case, words as the enum's names."""
    if isinstance(value, msgspec.Struct):
        given = set(value.__struct_fields__) - MADE_HERE.get(type(value), frozenset())
        return {to_camel_case(name): as_input(getattr(value, name)) for name in given}
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, tuple | frozenset):
        return [as_input(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
