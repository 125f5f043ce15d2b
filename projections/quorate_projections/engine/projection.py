"""What a projection is: a pure fold per stream, and the rows that a stream's state stands for."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any, ClassVar, Generic, Protocol, TypeVar
from uuid import UUID

import msgspec

Row = tuple[Any, ...]
"""The values of one row, in the order of the table's columns."""

Rows = Mapping[str, Sequence[Row]]
"""Rows by table name."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


class RecordedEvent(msgspec.Struct, frozen=True, gc=False):
    """One event as the log holds it, decoded.

    ``position`` is gapless in the ledger, ``stream_version`` counts from 1 in the stream.
    """

    position: int
    stream_id: UUID
    stream_version: int
    topic: str
    event: Any


class Column(msgspec.Struct, frozen=True):
    """A column of a view's table: its name and its PostgreSQL type, as in ``tables.sql``.

    A value of type ``jsonb`` is given as plain Python data or a msgspec Struct, a value of an array
    type (``text[]``) as a sequence; every other value as asyncpg takes it.
    """

    name: str
    type: str


class Table(msgspec.Struct, frozen=True):
    """A table of a view. The first ``key`` columns are its primary key, and the first is the stream's id."""

    name: str
    columns: tuple[Column, ...]
    key: int

    def __post_init__(self) -> None:
        if not 1 <= self.key <= len(self.columns):
            raise ValueError(f"table {self.name} needs a key of 1 to {len(self.columns)} leading columns")


def table(name: str, key: Mapping[str, str], columns: Mapping[str, str]) -> Table:
    """Declare a table: its key columns and its other columns, each a name with its PostgreSQL type.

    The first key column holds the id of the stream that the row comes from.
    """
    everything = (*key.items(), *columns.items())
    return Table(name, tuple(Column(*each) for each in everything), len(key))


class AnyProjection(Protocol):
    """What the engine needs of a projection; :class:`Projection` is the usual way to have it.

    ``fold`` and ``rows`` are pure: they never change the state that they are given.
    """

    @property
    def name(self) -> str:
        """The name of the projection, which is also the name of its schema."""
        ...

    @property
    def version(self) -> int:
        """Raised whenever fold, rows or tables change; a higher version is rebuilt."""
        ...

    @property
    def topics(self) -> frozenset[str]:
        """The topics of the events that the projection wants to see."""
        ...

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables that ``rows`` fills."""
        ...

    def tables_sql(self) -> str:
        """Return the DDL of the tables, with unqualified names."""
        ...

    def policies_sql(self) -> str:
        """Return which rows the application may see, as policies; a table without one shows it nothing."""
        ...

    def fold(self, state: Any, event: RecordedEvent) -> Any:
        """Return the stream's state after ``event``; ``state`` is None before the first."""
        ...

    def rows(self, stream_id: UUID, state: Any) -> Rows:
        """Return every row that the stream contributes, by table."""
        ...


S = TypeVar("S", bound=msgspec.Struct)


class Projection(ABC, Generic[S]):
    """A projection with a state that is a frozen msgspec Struct, with ``tables.sql`` and ``policies.sql``
    beside its module.
    """

    name: ClassVar[str]
    version: ClassVar[int] = 1
    topics: ClassVar[frozenset[str]]
    tables: ClassVar[tuple[Table, ...]]
    state: ClassVar[type[msgspec.Struct]]

    def __init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"{self.name!r} cannot name a projection: lower case, digits, _, at most 40")
        if not self.state.__struct_config__.frozen:
            # Row changes are found by comparing the old state's rows with the new state's.
            raise TypeError(f"the state of projection {self.name} must be a frozen Struct")

    @abstractmethod
    def fold(self, state: S | None, event: RecordedEvent) -> S:
        """Return the stream's state after ``event``; ``state`` is None before the first. Pure."""

    @abstractmethod
    def rows(self, stream_id: UUID, state: S) -> Rows:
        """Return every row that the stream contributes, by table. Pure."""

    def tables_sql(self) -> str:
        """Return the text of ``tables.sql`` beside the projection's module."""
        return self._beside("tables.sql")

    def policies_sql(self) -> str:
        """Return the text of ``policies.sql`` beside the projection's module."""
        return self._beside("policies.sql")

    def _beside(self, file: str) -> str:
        package = type(self).__module__.rpartition(".")[0]
        return resources.files(package).joinpath(file).read_text(encoding="utf-8")
