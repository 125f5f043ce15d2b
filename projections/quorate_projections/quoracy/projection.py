"""Folds attendance and involvement into quoracy, under the rules that the meeting runs under."""

from typing import ClassVar
from uuid import UUID

import msgspec
from msgspec.structs import replace

from quorate_events.meetings.convening import MeetingConvened
from quorate_events.meetings.involvement import Involvement
from quorate_events.meetings.sittings import those_present
from quorate_events.meetings.vocabulary import Quoracy
from quorate_events.rules.quoracy import assess
from quorate_events.rules.rule_set import QuoracyException, RuleSet
from quorate_events.rules.rule_sets import RuleSets
from quorate_projections.engine.projection import Projection, RecordedEvent, Row, Rows, table
from quorate_projections.quoracy.folding import CHANGES, changed
from quorate_projections.quoracy.reconvening import again
from quorate_projections.quoracy.state import Judged, QuoracyState, SittingState
from quorate_projections.standing import STANDING_TOPICS, begun, stands_after


class OpenGround(msgspec.Struct, frozen=True, gc=False):
    """A ground on which the chair may go on inquorate, in words."""

    code: str
    sentence: str
    report_to_partners: bool


class QuoracyProjection(Projection[QuoracyState]):
    """Keeps the quoracy of every sitting. ``rules`` are the rule sets that meetings run under."""

    name: ClassVar[str] = "quoracy"
    version: ClassVar[int] = 4
    state = QuoracyState
    topics: ClassVar[frozenset[str]] = STANDING_TOPICS | {event.TOPIC for event in CHANGES}
    tables = (
        table(
            "meetings",
            {"meeting_id": "uuid"},
            {
                "kind": "text",
                "status": "text",
                "chair_id": "uuid",
                "readers": "uuid[]",
                "circle": "jsonb",
                "child_ids": "uuid[]",
                "held_at": "timestamptz",
                "rule_set": "text",
                "rule_set_name": "text",
                "inquorate": "boolean",
                "consecutive_inquorate_allowed": "boolean",
            },
        ),
        table(
            "sittings",
            {"meeting_id": "uuid", "sitting": "integer"},
            {
                "opened_at": "timestamptz",
                "ended_at": "timestamptz",
                "quorate": "boolean",
                "result": "text",
                "explanation": "text",
                "counted": "text[]",
                "missing": "text[]",
                "may_proceed_for": "jsonb",
                "ground": "text",
                "ground_in_words": "text",
                "report_to_partners": "boolean",
                "reason": "text",
                "interim_arrangements": "text",
                "reconvene_on": "date",
                "reconvene_by": "date",
                "reconvenes_late": "boolean",
            },
        ),
    )

    def __init__(self, rules: RuleSets) -> None:
        super().__init__()
        self._rules = rules

    def fold(self, state: QuoracyState | None, event: RecordedEvent) -> QuoracyState:
        """Begin with the convening; then let every event change what it is about."""
        happened = event.event
        if isinstance(happened, MeetingConvened):
            return QuoracyState(standing=begun(happened))
        if state is None:
            raise ValueError(f"{event.topic} before the meeting was convened")
        standing = stands_after(state.standing, happened)
        return changed(state if standing is state.standing else replace(state, standing=standing), happened)

    def rows(self, stream_id: UUID, state: QuoracyState) -> Rows:
        """Return the meeting and its sittings."""
        rule_set = self._rules.get(state.standing.rule_set)
        calendar = self._rules.calendar_of(rule_set)
        return {
            "meetings": [_meeting_row(stream_id, state, rule_set)],
            "sittings": [
                (
                    *_sitting_row(stream_id, number, sitting, state, rule_set),
                    *again(state, number, rule_set, calendar),
                )
                for number, sitting in state.sittings.items()
            ],
        }


def _meeting_row(meeting_id: UUID, state: QuoracyState, rules: RuleSet) -> Row:
    standing = state.standing
    results = {sitting.result for sitting in state.sittings.values()}
    return (
        meeting_id,
        standing.kind,
        standing.status,
        standing.chair_id,
        standing.readers,
        standing.kept_circle,
        standing.child_ids,
        standing.opened_at,
        f"{rules.ref.id} {rules.ref.version}",
        rules.name,
        bool(results & {Quoracy.INQUORATE_ADJOURNED, Quoracy.INQUORATE_PROCEEDED}),
        rules.kinds[standing.kind].quoracy.consecutive_inquorate_allowed,
    )


def _sitting_row(
    meeting_id: UUID, number: int, sitting: SittingState, state: QuoracyState, rules: RuleSet
) -> Row:
    kind = state.standing.kind
    judged = sitting.judged or Judged(sitting.attendance, state.involvements)
    involvements = {
        # Only the level matters to quoracy, never whether it was significant.
        agency_id: Involvement(level, significant=False)
        for agency_id, level in judged.involvements.items()
    }
    now = assess(rules, kind, those_present(judged.attendance.values(), involvements, rules))
    grounds = {each.code: each for each in rules.kinds[kind].quoracy.exceptions}
    ground = None if sitting.ground is None else grounds.get(sitting.ground)
    ended = sitting.ended_at is not None
    return (
        meeting_id,
        number,
        sitting.opened_at,
        sitting.ended_at,
        sitting.result is Quoracy.QUORATE if ended else now.quorate,
        sitting.result,
        sitting.explanation if ended else now.explanation,
        now.counted,
        now.missing,
        () if ended else tuple(_open(grounds[code]) for code in now.may_proceed_for),
        sitting.ground,
        None if ground is None else ground.sentence,
        ground is not None and ground.report_to_safeguarding_partners,
        sitting.reason,
        sitting.interim_arrangements,
        sitting.reconvene_on,
    )


def _open(ground: QuoracyException) -> OpenGround:
    return OpenGround(ground.code, ground.sentence, ground.report_to_safeguarding_partners)
