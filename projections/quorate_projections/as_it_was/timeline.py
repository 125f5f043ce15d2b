"""The timeline of a meeting: every change in order, with who, when, of what kind, and what it superseded. Pure."""

from collections.abc import Iterator
from datetime import datetime
from enum import IntEnum
from typing import Any
from uuid import UUID

import msgspec

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor
from quorate_events.access.decide import decide
from quorate_events.access.resources import Circumstances, WorkFacts
from quorate_events.access.sight import Sight, sight_of_part
from quorate_events.context import Recorder
from quorate_events.meetings.notices import TELLS_OF_AN_OPENING
from quorate_events.meetings.parts import PartCorrected
from quorate_events.meetings.values import Part
from quorate_projections.as_it_was.meeting import PastMeeting
from quorate_projections.as_it_was.said import Place, Said, said_by
from quorate_projections.information_shared.state import SharedPart


class TimelineEntry(msgspec.Struct, frozen=True):
    """One change in a meeting, as far as the viewer may know of it.

    ``kind`` is the topic of the event without ``quorate.meeting.``; a contribution is one entry for each part.
    ``text`` is what was written, and ``before`` what it replaced; both are None for whoever may not read them, and
    where nothing was written. ``supersedes`` and ``superseded_by`` are positions.
    """

    position: int
    at: datetime
    by: Recorder
    kind: str
    agency_id: UUID | None = None
    child_id: UUID | None = None
    part_id: UUID | None = None
    action_id: UUID | None = None
    text: str | None = None
    before: str | None = None
    reason: str | None = None
    supersedes: int | None = None
    superseded_by: int | None = None


class _Shown(IntEnum):
    NOTHING = 0
    THAT_IT_HAPPENED = 1
    ITS_REASON = 2
    ITS_TEXT = 3


def timeline(
    meeting: PastMeeting, viewer: Actor, now: datetime, *, reads: bool, checks: bool
) -> list[TimelineEntry]:
    """Return the changes that the viewer may know of, oldest first.

    ``reads``: the viewer reads the meeting. ``checks``: the viewer has a duty by which to be told that everything
    happened, and no word of it.
    """
    sight = _Sight(meeting, viewer, Circumstances(now)) if reads else None
    least = _Shown.THAT_IT_HAPPENED if checks else _Shown.NOTHING
    entries: list[TimelineEntry] = []
    holds: dict[Place, tuple[int, str | None]] = {}
    """By place: the number of the entry that says what holds there, and its text."""
    for past in meeting.events:
        for said in said_by(past.event):
            shown = max(least, _Shown.NOTHING if sight is None else sight.of(past.event, said))
            if shown is _Shown.NOTHING:
                continue
            entry = _entry(past.position, past.topic, past.event, said, shown)
            before = [holds[place] for place in said.places if place in holds]
            if before:
                number, text = before[-1]
                entries[number] = msgspec.structs.replace(entries[number], superseded_by=past.position)
                entry = msgspec.structs.replace(entry, supersedes=entries[number].position, before=text)
            holds.update(dict.fromkeys(said.places, (len(entries), entry.text)))
            entries.append(entry)
    return entries


def _entry(position: int, topic: str, event: Any, said: Said, shown: _Shown) -> TimelineEntry:
    of = said.of
    reason = getattr(event, "reason", None) if shown >= _Shown.ITS_REASON else None
    return TimelineEntry(
        position=position,
        at=event.timestamp,
        by=event.by,
        kind=topic.rpartition(".")[2],
        agency_id=getattr(event, "agency_id", None),
        child_id=getattr(of, "child_id", None),
        part_id=getattr(of, "part_id", None),
        action_id=getattr(event, "action_id", None),
        text=(said.text or None) if shown is _Shown.ITS_TEXT else None,
        reason=reason or None,
    )


class _Sight:
    """What somebody who reads the meeting today may know of what happened in it."""

    def __init__(self, meeting: PastMeeting, viewer: Actor, now: Circumstances) -> None:
        self._viewer, self._now, self._circle = viewer, now, meeting.circle
        self._opened = meeting.today.standing.opened_at is not None
        self._parts = {part.part_id: part for part in _parts(meeting)}

    def of(self, event: Any, said: Said) -> _Shown:
        if isinstance(event, TELLS_OF_AN_OPENING):
            # As in a subscription: the chair is told who opened the record, and who took note of it.
            notice = WorkFacts(self._circle, practitioner_id=self._circle.chair_id)
            told = decide(self._viewer, Action.READ_WORK_ITEM, notice, self._now).allowed
            return _Shown.ITS_TEXT if told else _Shown.NOTHING
        part_id = getattr(said.of, "part_id", None)
        if part_id is None:
            return _Shown.ITS_TEXT
        sight = self._of_part(self._parts[part_id])
        if sight is not Sight.WITHDRAWAL:
            return _Shown.ITS_TEXT if sight is Sight.TEXT else _Shown.NOTHING
        # Whoever knows that it was withdrawn knows why; why it had been corrected says what it had said.
        written = isinstance(said.of, Part | PartCorrected)
        return _Shown.THAT_IT_HAPPENED if written else _Shown.ITS_REASON

    def _of_part(self, part: SharedPart) -> Sight:
        released = part.is_released(sitting_opened=self._opened, now=self._now.now)
        return sight_of_part(self._viewer, part.facts(self._circle, released=released), self._now)


def _parts(meeting: PastMeeting) -> Iterator[SharedPart]:
    for answer in meeting.today.answers.values():
        yield from answer.parts
