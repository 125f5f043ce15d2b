"""Whose data wait for somebody: those that are held, asked for, or due by the schedule. It proposes, and never acts."""

from collections.abc import AsyncIterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from quorate_events.command_service import CommandService
from quorate_events.meetings.convening import ChildAdded, MeetingConvened
from quorate_events.meetings.sittings import SittingClosed
from quorate_events.people.child import ChildBorn, ChildRegistered
from quorate_events.people.personal_file import ErasureState, PersonalFile, PersonalFileOpened, file_of
from quorate_events.rules.clocks import london_date
from quorate_events.rules.retention import due_on
from quorate_events.rules.rule_set import RuleSet
from quorate_events.store.log import EventLog

_TOPICS = [each.TOPIC for each in (ChildRegistered, ChildBorn, MeetingConvened, ChildAdded, SittingClosed)]
_AT_ONCE = 1_000


class Proposal(msgspec.Struct, frozen=True):
    """A child for whom the schedule has run out, and since when."""

    person_id: UUID
    due_on: date


class _Known(msgspec.Struct):
    born: dict[UUID, date] = {}
    children: dict[UUID, set[UUID]] = {}
    held_on: dict[UUID, date] = {}


async def proposals(
    events: EventLog, commands: CommandService, rules: RuleSet, today: date
) -> list[Proposal]:
    """Return whose data are due, longest due first; nobody under hold, asked for or erased. Reads the whole log.

    A meeting counts from the day on which it was held last; one that never was, from the day it was meant for.
    Raises ``LogUnavailable``, ``KeyServiceUnavailable``.
    """
    if not rules.retention:
        return []
    known = _Known()
    async for event in _events(events, _TOPICS):
        _take(known, event)
    last: dict[UUID, date] = {}
    for meeting_id, children in known.children.items():
        for child in children:
            last[child] = max(last.get(child, date.min), known.held_on[meeting_id])
    found = []
    for child, day in last.items():
        due = due_on(rules.retention, day, known.born.get(child))
        if due is not None and due <= today and await _open(commands, child):
            found.append(Proposal(child, due))
    return sorted(found, key=lambda each: (each.due_on, each.person_id))


async def open_files(events: EventLog, commands: CommandService) -> list[PersonalFile]:
    """Return the files with a hold, or an erasure that was asked for or approved; the longest untouched first.

    Raises ``LogUnavailable``, ``KeyServiceUnavailable``.
    """
    found = []
    async for event in _events(events, [PersonalFileOpened.TOPIC]):
        file = await commands.find(event.originator_id)
        assert isinstance(file, PersonalFile)
        if file.held or file.state in (ErasureState.REQUESTED, ErasureState.APPROVED):
            found.append(file)
    return sorted(found, key=lambda each: (each.steps[-1].at, each.person_id))


def _take(known: _Known, event: Any) -> None:
    stream_id = event.originator_id
    match event:
        case ChildRegistered() | ChildBorn():
            if event.date_of_birth is not None:
                known.born[stream_id] = event.date_of_birth
        case MeetingConvened():
            known.children[stream_id] = {child.child_id for child in event.children}
            known.held_on[stream_id] = london_date(event.scheduled_for)
        case ChildAdded():
            known.children[stream_id].add(event.child.child_id)
        case SittingClosed():
            known.held_on[stream_id] = london_date(event.at)


async def _open(commands: CommandService, child_id: UUID) -> bool:
    file = await commands.find(file_of(child_id))
    return not isinstance(file, PersonalFile) or (not file.held and file.state is ErasureState.NONE)


async def _events(log: EventLog, topics: Sequence[str]) -> AsyncIterator[Any]:
    position = 0
    while True:
        batch = await log.recorder.select_notifications(
            position, _AT_ONCE, topics=topics, inclusive_of_start=False
        )
        await log.codec.ready(batch)
        events = [log.codec.to_domain_event(each) for each in batch]
        for each, event in zip(batch, events, strict=True):
            position = each.id
            yield event
        if len(batch) < _AT_ONCE:
            return
