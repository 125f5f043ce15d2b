"""Relay connections over keyset cursors: a page is found by the key of its predecessor, never by counting."""

import base64
import binascii
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec
import strawberry
from strawberry.relay import PageInfo

from quorate_events.errors import Invalid
from quorate_graphql.fields import field

DEFAULT_PAGE = 20
LARGEST_PAGE = 100

NodeType = TypeVar("NodeType")
Row = TypeVar("Row")
Key = TypeVar("Key")


class PageSizeOutOfRange(Invalid):
    """More rows at once than a page may hold, or fewer than one."""

    code = "page_size"

    def __init__(self) -> None:
        super().__init__(
            f"A page holds between 1 and {LARGEST_PAGE} rows.", "Ask for fewer, and page on with `after`."
        )


class CursorUnknown(Invalid):
    """A cursor that this list did not give out."""

    code = "cursor_unknown"

    def __init__(self) -> None:
        super().__init__("The cursor is not one of this list.", "Pass an `endCursor` of the list unchanged.")


@strawberry.type(description="One row of a list, with the cursor to go on from.")
class Edge(Generic[NodeType]):
    """One row of a list, with the cursor to go on from."""

    cursor: str = strawberry.field(description="Pass it as `after` to read on behind this row.")
    node: NodeType = strawberry.field(description="The row.")


@strawberry.type(description="One page of a list.")
class Connection(Generic[NodeType]):
    """One page of a list. ``count`` is asked only when ``totalCount`` is."""

    page_info: PageInfo = strawberry.field(description="Where the page stands in the list.")
    edges: list[Edge[NodeType]] = strawberry.field(description="The rows with their cursors.")
    count: strawberry.Private[Callable[[], Awaitable[int]]]

    @field("The rows of the page without their cursors.")
    def nodes(self) -> list[NodeType]:
        """Return the rows."""
        return [edge.node for edge in self.edges]

    @field("How many rows the whole list has; counted only when asked for.")
    async def total_count(self) -> int:
        """Count the list."""
        return await self.count()


@dataclass(frozen=True)
class Window(Generic[Key]):
    """Which rows a page wants: those behind ``after``, at most ``first``."""

    first: int
    after: Key | None

    @property
    def limit(self) -> int:
        """How many rows to read: one more than is shown, to know whether there are more."""
        return self.first + 1


def window(first: int, after: str | None, key: type[Key]) -> Window[Key]:
    """Return what ``first`` and ``after`` ask for; ``key`` is the key's type, as ``tuple[datetime, UUID]``.

    Raises ``PageSizeOutOfRange`` and ``CursorUnknown``.
    """
    if not 1 <= first <= LARGEST_PAGE:
        raise PageSizeOutOfRange
    return Window(first, None if after is None else decode_cursor(after, key))


def page(
    rows: Sequence[Row],
    wanted: Window[Key],
    *,
    key: Callable[[Row], Key],
    node: Callable[[Row], NodeType],
    count: Callable[[], Awaitable[int]],
) -> Connection[NodeType]:
    """Make a page of ``rows``, read with ``wanted.limit`` in the order of ``key``."""
    shown = rows[: wanted.first]
    edges = [Edge(cursor=encode_cursor(key(row)), node=node(row)) for row in shown]
    info = PageInfo(
        has_next_page=len(rows) > wanted.first,
        has_previous_page=wanted.after is not None,
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
    )
    return Connection(page_info=info, edges=edges, count=count)


def encode_cursor(key: Any) -> str:
    """Return ``key`` as an opaque text. A cursor grants nothing: every page is authorised by itself."""
    return base64.urlsafe_b64encode(msgspec.json.encode(key)).decode().rstrip("=")


def decode_cursor(cursor: str, key: type[Key]) -> Key:
    """Return the key in ``cursor``. Raises ``CursorUnknown``."""
    try:
        content = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return msgspec.json.decode(content, type=key)
    except (ValueError, binascii.Error, msgspec.MsgspecError):
        raise CursorUnknown from None
