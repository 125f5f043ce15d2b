"""The database works leaves out as the specification of an entry says it, whatever a row holds."""

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from tests.conftest import Database
from tests.support.folding import see_everything

from quorate_events.evidence.entry import entry_of, head
from quorate_events.evidence.tree_store import evidence_sql

LEDGERS = ("s", "stoke", "Größe-😀")
TOPICS = ("q", "quorate.meeting.convened", "ünïcode.€.😀", "long." * 2_000)
MOMENTS = (
    datetime(1970, 1, 1, tzinfo=UTC),
    datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    datetime(2, 1, 1, tzinfo=UTC),
    datetime(9999, 12, 30, 23, 59, 59, 999_999, tzinfo=UTC),
    datetime(2026, 10, 25, 1, 30, 0, 1, tzinfo=UTC),
)
NUMBERS = (1, 255, 256, 2**31, 2**40 + 7)
INSERT = """
insert into quorate.stored_events
    (ledger, notification_id, originator_id, originator_version, topic, state, commit_id, recorded_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
"""


async def test_a_leaf_of_the_database_is_the_hash_of_the_entry(database: Database) -> None:
    rng = random.Random(9162)
    owner = await see_everything(database.owner_dsn)
    for ledger in LEDGERS:
        for number in range(60):
            moment = rng.choice((*MOMENTS, MOMENTS[0] + timedelta(microseconds=rng.randrange(2**52))))
            position = NUMBERS[number] if number < len(NUMBERS) else 1_000 + number
            state = rng.randbytes(rng.choice((0, 1, 63, 64, 5_000)))
            row = (
                UUID(int=rng.getrandbits(128)),
                rng.choice(NUMBERS),
                rng.choice(TOPICS),
                state,
                uuid4(),
                moment,
            )
            await owner.execute(INSERT, ledger, position, *row)
        rows = await owner.fetch(evidence_sql("select_rows"), ledger, 0, 2**62, None)
        leaves = await owner.fetch(evidence_sql("hash_leaves"), ledger, 0, 2**62, None, head(ledger))
        assert len(rows) == 60
        for row, told in zip(rows, leaves, strict=True):
            entry = entry_of(ledger, *row)
            assert (told["notification_id"], told["leaf"]) == (entry.position, entry.leaf)
    await owner.close()
