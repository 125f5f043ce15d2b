"""Reads from the log what a partition should have brought and did not."""

from collections.abc import AsyncIterator

import msgspec

from quorate_events.kafka.partitioning import Partitioning
from quorate_projections.engine.decoding import Page
from quorate_projections.engine.reading import SharedReader

_LIMIT = 2048


async def pages_from_log(
    reader: SharedReader, partitioning: Partitioning, partition: int, after: int, through: int
) -> AsyncIterator[Page]:
    """Yield the events of ``partition`` at the positions behind ``after`` up to ``through``, page by page."""
    while after < through:
        page = await reader.page(after, min(_LIMIT, through - after))
        if page.through <= after:
            # The log does not reach so far: nothing of the partition can be missing.
            page = Page(after, through, ())
        events = [
            each
            for each in page.events
            if each.position <= through and partitioning.of(each.stream_id) == partition
        ]
        page = msgspec.structs.replace(page, through=min(page.through, through), events=events)
        yield page
        after = page.through
