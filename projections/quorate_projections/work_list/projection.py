"""Keeps what is still to be done in each meeting."""

from typing import ClassVar
from uuid import UUID

import msgspec
from msgspec.structs import replace

from quorate_events.meetings.convening import MeetingConvened
from quorate_events.rules.rule_sets import RuleSets
from quorate_projections.engine.projection import Projection, RecordedEvent, Rows, table
from quorate_projections.standing import STANDING_TOPICS, AsItStood, Standing, stands_after
from quorate_projections.work_list.deriving import WorkRules, open_items
from quorate_projections.work_list.folding import CHANGES, convened
from quorate_projections.work_list.items import Item
from quorate_projections.work_list.state import OpenWork


class WorkListProjection(Projection[OpenWork]):
    """One row for each thing that is still to be done."""

    name: ClassVar[str] = "work_list"
    version: ClassVar[int] = 8
    state = OpenWork
    topics: ClassVar[frozenset[str]] = STANDING_TOPICS | {
        event.TOPIC  # type: ignore[attr-defined]
        for event in CHANGES
    }
    tables = (
        table(
            "items",
            {"meeting_id": "uuid", "item": "text"},
            {
                "kind": "text",
                "agency_id": "uuid",
                "practitioner_id": "uuid",
                "link_id": "uuid",
                "why": "text",
                "due": "date",
                "since": "timestamptz",
                "meeting_kind": "text",
                "scheduled_for": "timestamptz",
                "excluded": "uuid[]",
                "child_ids": "uuid[]",
                "notice": "bytea",
                "shown_until": "date",
            },
        ),
    )

    def __init__(self, rules: RuleSets) -> None:
        super().__init__()
        self._rules = WorkRules(rules)

    def fold(self, state: OpenWork | None, event: RecordedEvent) -> OpenWork:
        """Take in one event of the meeting."""
        happened = event.event
        if isinstance(happened, MeetingConvened):
            return convened(happened)
        if state is None:
            raise ValueError(f"{event.topic} before the meeting was convened")
        change = CHANGES.get(type(happened))
        changed = state if change is None else change(state, happened)
        return replace(changed, standing=stands_after(state.standing, happened))

    def rows(self, stream_id: UUID, state: OpenWork) -> Rows:
        """What is open now."""
        standing = state.standing
        return {
            "items": [
                (
                    stream_id,
                    item.key,
                    item.kind,
                    item.agency_id,
                    item.practitioner_id,
                    item.link_id,
                    item.why,
                    item.due,
                    item.since,
                    standing.kind,
                    known.scheduled_for,
                    standing.excluded_ids,
                    sorted(known.child_ids),
                    None if item.notice is None else msgspec.json.encode(item.notice),
                    item.shown_until,
                )
                for item in open_items(stream_id, state, self._rules)
                for known in (_known(item, standing),)
            ]
        }


def _known(item: Item, standing: Standing) -> AsItStood:
    """What whoever has the work may know of the meeting: how it stands, or how it stood when the work came up."""
    reads = item.practitioner_id == standing.chair_id or item.agency_id in standing.readers
    return standing.as_it_stands if reads or item.then is None else item.then
