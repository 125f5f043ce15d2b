"""Our projection on the library's ``ProjectionRunner``: the same fold, the same rows, one event a transaction.

The peer is helped where that makes the comparison stricter: it decodes with our codec, and keeps the states of
the fold in memory for nothing, where ours writes them to the database with every batch.
"""

import random
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

import asyncpg
import msgspec
from eventsourcing.application import Application
from eventsourcing.persistence import Mapper, StoredEvent, Tracking
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.types.json import Jsonb

from benchmarks.workload import CODEC, example_event
from quorate_projections.engine.fold import TableChange, fold_events
from quorate_projections.engine.projection import AnyProjection, RecordedEvent, Row, Table
from quorate_projections.engine.writer import quoted


class PeerLog(Application[UUID]):
    """The library's application over a table of our events."""

    def construct_mapper(self) -> Mapper[UUID]:
        return CODEC


class _Statements:
    """Upsert and delete of one row of one table."""

    def __init__(self, schema: str, table: Table) -> None:
        self.table = table
        target = f"{quoted(schema)}.{quoted(table.name)}"
        names = [quoted(column.name) for column in table.columns]
        key, rest = names[: table.key], names[table.key :]
        update = (
            f"update set {', '.join(f'{name} = excluded.{name}' for name in rest)}" if rest else "nothing"
        )
        places = ", ".join(f"%s::{column.type}" for column in table.columns)
        self.upsert = (
            f"insert into {target} ({', '.join(names)}) values ({places})"
            f" on conflict ({', '.join(key)}) do {update}"
        )
        self.delete = f"delete from {target} where {' and '.join(f'{name} = %s' for name in key)}"

    def values(self, row: Row) -> list[Any]:
        return [
            Jsonb(value, dumps=msgspec.json.encode)
            if column.type == "jsonb" and value is not None
            else _plain(value)
            for column, value in zip(self.table.columns, row, strict=True)
        ]


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


class PeerView(PostgresTrackingRecorder):
    """The rows of the view, written together with the position of their event."""

    statements: ClassVar[dict[str, _Statements]] = {}

    def write(self, changes: dict[str, TableChange], tracking: Tracking) -> None:
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            for name, change in changes.items():
                statements = self.statements[name]
                for key in change.deleted:
                    cursor.execute(statements.delete, list(key), prepare=True)
                for row in change.written:
                    cursor.execute(statements.upsert, statements.values(row), prepare=True)


class Sample:
    """Runs the library's runner for a while at a time, always going on from where it was."""

    def __init__(self, projection: AnyProjection, settings: dict[str, str]) -> None:
        self.processed: list[tuple[int, float]] = []
        """Position and moment (``time.perf_counter``) of each event's commit since the last ``start``."""
        self._settings = settings
        self._view = type(
            "View", (PeerView,),
            {"statements": {t.name: _Statements(projection.name, t) for t in projection.tables}},
        )  # fmt: skip
        self._projection = self._projection_class(projection)

    @property
    def position(self) -> int:
        """The last position that was processed."""
        return self.processed[-1][0] if self.processed else 0

    def start(self) -> ProjectionRunner[Any, Any]:
        """Start the runner; the caller stops it."""
        self.processed = []
        return ProjectionRunner(
            application_class=PeerLog,
            projection_class=self._projection,
            view_class=self._view,
            env=self._settings,
        )

    def rate(self, seconds: float) -> float:
        """Run for ``seconds``; return the events a second from the first commit on."""
        with self.start() as runner:
            runner.run_forever(timeout=seconds)
        return (len(self.processed) - 1) / (self.processed[-1][1] - self.processed[0][1])

    def _projection_class(self, ours: AnyProjection) -> type[Any]:
        states: dict[UUID, Any] = {}
        sample = self

        class PeerProjection(Projection[PeerView]):
            name = "peerview"
            topics = tuple(ours.topics)

            def process_event(self, domain_event: Any, tracking: Tracking) -> None:
                stream = domain_event.originator_id
                event = RecordedEvent(
                    tracking.notification_id, stream, domain_event.originator_version, domain_event.TOPIC, domain_event,
                )  # fmt: skip
                folded = fold_events(ours, [event], states)
                self.view.write(folded.changes, tracking)
                states.update(folded.states)
                sample.processed.append((tracking.notification_id, time.perf_counter()))

        return PeerProjection


async def prepare(dsn: str, projection: AnyProjection, settings: dict[str, str]) -> None:
    """Create the library's tables and those of the view in an empty database."""
    PeerLog(settings).close()
    connection = await asyncpg.connect(dsn)
    try:
        schema = quoted(projection.name)
        await connection.execute(f"create schema {schema}; set search_path = {schema};")
        await connection.execute(projection.tables_sql())
    finally:
        await connection.close()


async def fill(dsn: str, events: Sequence[StoredEvent]) -> None:
    """Write the events to the library's table, in order."""
    connection = await asyncpg.connect(dsn)
    try:
        await connection.copy_records_to_table(
            "peerlog_events",
            columns=["originator_id", "originator_version", "topic", "state"],
            records=[(e.originator_id, e.originator_version, e.topic, e.state) for e in events],
        )
    finally:
        await connection.close()


class Following:
    """The runner at work while events are recorded at a given rate in the same process."""

    def __init__(self, app: PeerLog, sample: Sample, meetings: Sequence[UUID], versions: int) -> None:
        self._app = app
        self._sample = sample
        self._versions = dict.fromkeys(meetings, versions)
        self._example: Any = example_event()
        self._runner = sample.start().__enter__()

    def catch_up(self) -> None:
        """Record one event, and wait until it is in the view; all before it are, then."""
        self._wait(self._record(random.Random(0)))

    def stop(self) -> None:
        """Stop the runner."""
        self._runner.__exit__(None, None, None)

    def lags(self, rate: int, seconds: float) -> list[float]:
        """Record events at ``rate`` a second; return the seconds from each answer to its commit in the view."""
        self._sample.processed.clear()
        acknowledged: list[tuple[int, float]] = []
        rng, due = random.Random(rate), time.perf_counter()
        until = due + seconds
        while (due := due + rng.expovariate(rate)) < until:
            time.sleep(max(0.0, due - time.perf_counter()))
            position = self._record(rng)
            acknowledged.append((position, time.perf_counter()))
        self._wait(position)
        seen = dict(self._sample.processed)
        return [seen[position] - at for position, at in acknowledged]

    def _record(self, rng: random.Random) -> int:
        (position,) = self._app.recorder.insert_events([self._next(rng)]) or ()
        return position

    def _wait(self, position: int) -> None:
        # The library's own ``wait`` may return before ``process_event`` has noted the time.
        self._runner.wait(position, timeout=300.0)
        while self._sample.position < position:
            time.sleep(0.001)

    def _next(self, rng: random.Random) -> StoredEvent:
        meeting_id = rng.choice(list(self._versions))
        self._versions[meeting_id] += 1
        parts = tuple(msgspec.structs.replace(part, part_id=uuid4()) for part in self._example.parts)
        event = replace(
            self._example,
            originator_id=meeting_id,
            originator_version=self._versions[meeting_id],
            timestamp=datetime.now(UTC),
            parts=parts,
        )
        return CODEC.to_stored_event(event)
