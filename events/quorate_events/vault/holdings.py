"""What the log holds about a person: read stream by stream, for erasure and for requests for access."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from eventsourcing.persistence import StoredEvent

from quorate_events.meetings.contributions import ContributionSubmitted
from quorate_events.meetings.vocabulary import Audience
from quorate_events.personal import ERASED, is_erased
from quorate_events.store.codec import EventCodec
from quorate_events.store.connections import Pool
from quorate_events.store.failures import translated
from quorate_events.store.statements import load_sql
from quorate_events.vault.fields import Around, plan_of, take_out

_SEALED = b'"sealed":['
_PAGE = 200
"""Streams read at once."""


class Held(msgspec.Struct, frozen=True):
    """One personal value about the person. ``text`` is what it says, or the sign for what was erased.

    ``others`` are whom it is about as well. ``restricted`` marks what was not meant for the family, ``by_others``
    what somebody wrote freely, who may have written about third parties: both are for a person to look at before they
    are handed out. ``in_clear`` says that it was written before there were keys.
    """

    position: int
    stream_id: UUID
    version: int
    topic: str
    recorded_at: datetime
    recorded_by: UUID
    field: str
    text: str
    others: tuple[UUID, ...]
    restricted: bool
    by_others: bool
    in_clear: bool

    @property
    def erased(self) -> bool:
        """Whether it can be read no longer."""
        return is_erased(self.text)


_OWN = frozenset({"name", "date_of_birth", "expected_on", "nhs_number", "title"})
"""What somebody is known by: it tells of nobody else."""


async def holdings(pool: Pool, ledger: str, codec: EventCodec, person_id: UUID) -> list[Held]:
    """Return every personal value about a person, in the order of the log.

    The pool is for the purpose of commands. Reads the whole log once. Raises ``LogUnavailable``,
    ``KeyServiceUnavailable``, ``UnreadableEvent``.
    """
    async with translated():
        rows = await pool.fetch(_sql("streams_naming"), ledger, str(person_id).encode(), person_id)
    streams = [row["originator_id"] for row in rows]
    found: list[Held] = []
    for first in range(0, len(streams), _PAGE):
        async with translated():
            page = await pool.fetch(_sql("events_of_streams"), ledger, streams[first : first + _PAGE])
        await codec.ready(StoredEvent(*row[1:5]) for row in page)
        subjects: dict[UUID, Sequence[UUID]] = {}
        for row in page:
            found += _held(codec, row, person_id, subjects)
    return sorted(found, key=lambda each: (each.position, each.field))


def _held(codec: EventCodec, row: Any, person_id: UUID, subjects: dict[UUID, Sequence[UUID]]) -> list[Held]:
    position, stream_id, version, topic, state, recorded_at = row
    event = codec.to_domain_event(StoredEvent(stream_id, version, topic, state))
    if hasattr(event, "subjects_after"):
        subjects[stream_id] = event.subjects_after(subjects.get(stream_id, ()))
    around = Around(stream_id, tuple(sorted(subjects.get(stream_id, ()))), event.by.practitioner_id)
    values = {each.path: each for each in take_out(plan_of(type(event)), dict(vars(event)), around)}
    owners = {path: each.owners for path, each in values.items()}
    if in_clear := _SEALED not in state:
        texts = {path: each.value for path, each in values.items()}
    else:
        # Under whose keys it is was decided when it was written; days that were erased are no values any more.
        sealed = codec.sealed_in(state)
        owners = {path: each.keys for each in sealed for path in each.fields}
        texts = {path: values[path].value if path in values else "" for path in owners}
    return [
        Held(
            position=position,
            stream_id=stream_id,
            version=version,
            topic=topic,
            recorded_at=recorded_at,
            recorded_by=event.by.practitioner_id,
            field=path,
            text=texts[path] or ERASED,
            others=tuple(each for each in owners[path] if each != person_id),
            restricted=_restricted(event, path),
            by_others=path not in _OWN,
            in_clear=in_clear,
        )
        for path in owners
        if person_id in owners[path]
    ]


def _restricted(event: Any, path: str) -> bool:
    """Return whether a text was kept from the family: a part that is not shareable with it."""
    if isinstance(event, ContributionSubmitted) and path.startswith("parts."):
        part = event.parts[int(path.split(".")[1])]
        return part.audience is not Audience.SHAREABLE_WITH_FAMILY
    # Of a correction it is not told here whose the part is: let somebody look.
    return "part_id" in vars(event)


def _sql(name: str) -> str:
    return load_sql("quorate_events.vault", name)
