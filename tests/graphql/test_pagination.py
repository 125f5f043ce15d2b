"""Lists come in pages that are found by the key of the row before."""

from uuid import UUID, uuid4

import pytest

from quorate_graphql.pagination import (
    Connection,
    CursorUnknown,
    PageSizeOutOfRange,
    encode_cursor,
    page,
    window,
)

Key = tuple[int, UUID]
ROWS: list[Key] = [(number, uuid4()) for number in range(7)]


def read(first: int, after: str | None = None) -> Connection[str]:
    """Read ROWS as a query would."""
    wanted = window(first, after, tuple[int, UUID])
    behind = [row for row in ROWS if wanted.after is None or row > wanted.after]

    async def count() -> int:
        return len(ROWS)

    return page(
        behind[: wanted.limit], wanted, key=lambda row: row, node=lambda row: str(row[0]), count=count
    )


def test_pages_follow_each_other_without_gap_or_overlap() -> None:
    seen, after = [], None
    while True:
        shown = read(3, after)
        seen += [edge.node for edge in shown.edges]
        after = shown.page_info.end_cursor
        if not shown.page_info.has_next_page:
            break
    assert seen == ["0", "1", "2", "3", "4", "5", "6"]


def test_a_page_that_ends_with_the_list_has_no_next_page() -> None:
    assert not read(7).page_info.has_next_page
    assert read(6).page_info.has_next_page


def test_an_empty_page_has_no_cursors() -> None:
    shown = read(3, encode_cursor(ROWS[-1]))
    assert shown.edges == []
    assert shown.page_info.end_cursor is None
    assert shown.page_info.has_previous_page


@pytest.mark.parametrize("first", [0, -1, 101, 2**31 - 1])
def test_a_page_size_out_of_range_is_refused(first: int) -> None:
    with pytest.raises(PageSizeOutOfRange):
        read(first)


@pytest.mark.parametrize(
    "cursor", ["", "x", "é", encode_cursor([1]), encode_cursor(["1", "2"]), "a" * 10_000]
)
def test_a_cursor_of_another_list_is_refused(cursor: str) -> None:
    with pytest.raises(CursorUnknown):
        read(3, cursor)


async def test_the_list_is_counted_when_asked_for() -> None:
    assert await read(3).count() == 7
