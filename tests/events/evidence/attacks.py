"""What somebody with every right in the database could do to a log of 30 events, sealed at 10, 20 and 30."""

from typing import NamedTuple

from quorate_events.evidence.findings import Kind

EVENTS = "quorate.stored_events"
ANY_UUID = "gen_random_uuid()"
PARK = 1000


class Attack(NamedTuple):
    """Statements, what verification calls it, and where."""

    statements: tuple[str, ...]
    kind: Kind
    first_position: int
    last_position: int | None = None

    @property
    def place(self) -> tuple[Kind, int, int]:
        return self.kind, self.first_position, self.last_position or self.first_position


def _set(what: str, position: int) -> str:
    return f"update {EVENTS} set {what} where notification_id = {position}"


def _move(first: int, last: int, by: int) -> tuple[str, ...]:
    between = f"notification_id between {first} and {last}"
    return (f"update {EVENTS} set notification_id = notification_id + {by} where {between}",)


def _row(position: int | None) -> str:
    at = "null" if position is None else position
    return (
        f"insert into {EVENTS} (ledger, notification_id, originator_id, originator_version, topic, state, commit_id) "
        f"values ('stoke', {at}, {ANY_UUID}, 1, 'quorate.test.stepped', 'put in', {ANY_UUID})"
    )


def _delete(where: str, *, tree: bool = False) -> tuple[str, ...]:
    found = [f"delete from {EVENTS} where {where}"]
    if tree:
        found += ["delete from quorate.cosignatures", "delete from quorate.checkpoints where size > 20"]
        found += ["delete from quorate.tree_hashes where first_number >= 20"]
    return tuple(found)


def _cosignature(line: str) -> str:
    return (
        "insert into quorate.cosignatures (ledger, origin, size, witness, key_id, line, cosigned_at) "
        f"select ledger, origin, size, 'a witness', 'abcd', {line}, now() from quorate.checkpoints where size = 20"
    )


def _hashes(change: str, *without: str) -> tuple[str, ...]:
    """Change the tables of the tree, without what the database checks of them."""
    return (*(f"alter table quorate.tree_hashes {each}" for each in without), change)


_HEAD = "update quorate.ledger_head set position = (select max(notification_id) from quorate.stored_events)"
_NO_CHECKPOINTS = ("delete from quorate.cosignatures", "delete from quorate.checkpoints")

ATTACKS = {
    "a byte of the stored state is flipped": Attack(
        (_set("state = set_byte(state, 0, get_byte(state, 0) # 1)", 7),), Kind.CHANGED, 7
    ),
    "a state is emptied": Attack((_set("state = ''", 30),), Kind.CHANGED, 30),
    "the topic is changed": Attack((_set("topic = 'quorate.test.tally_closed'", 12),), Kind.CHANGED, 12),
    "the version is changed": Attack((_set("originator_version = 9", 1),), Kind.CHANGED, 1),
    "the stream is changed": Attack((_set(f"originator_id = {ANY_UUID}", 15),), Kind.CHANGED, 15),
    "the command is changed": Attack((_set(f"commit_id = {ANY_UUID}", 20),), Kind.CHANGED, 20),
    "the time is changed by a microsecond": Attack(
        (_set("recorded_at = recorded_at + interval '1 microsecond'", 21),), Kind.CHANGED, 21
    ),
    "the time is one that no calendar has": Attack((_set("recorded_at = 'infinity'", 8),), Kind.CHANGED, 8),
    "the time lies behind the year 9999": Attack((_set("recorded_at = '20000-01-01'", 8),), Kind.CHANGED, 8),
    "the version is below zero": Attack((_set("originator_version = -4", 19),), Kind.CHANGED, 19),
    "the topic is longer than an entry": Attack((_set("topic = repeat('x', 70000)", 22),), Kind.CHANGED, 22),
    "the state is taken out of a row": Attack(
        (f"alter table {EVENTS} alter state drop not null", _set("state = null", 23)), Kind.CHANGED, 23
    ),
    "the states of two events of one size are swapped": Attack(
        (
            f"update {EVENTS} one set state = other.state from {EVENTS} other "
            "where (one.notification_id, other.notification_id) in ((15, 18), (18, 15))",
        ),
        Kind.CHANGED,
        15,
    ),
    "the ledger is changed": Attack((_set("ledger = 'elsewhere'", 9),), Kind.MISSING, 9),
    "two neighbours are swapped": Attack(
        (*_move(5, 5, PARK), *_move(6, 6, -1), *_move(5 + PARK, 5 + PARK, 1 - PARK)), Kind.SWAPPED, 5, 6
    ),
    "two events far apart are swapped": Attack(
        (*_move(4, 4, PARK), *_move(27, 27, -23), *_move(4 + PARK, 4 + PARK, 23 - PARK)), Kind.SWAPPED, 4, 27
    ),
    "an event in the middle is deleted": Attack(_delete("notification_id = 14"), Kind.MISSING, 14),
    "an event is deleted and the gap closed": Attack(
        (*_delete("notification_id = 14"), *_move(15, 30, -1), _HEAD), Kind.MISSING, 14
    ),
    "three events are deleted and the gap closed": Attack(
        (*_delete("notification_id between 3 and 5"), *_move(6, 30, -3), _HEAD), Kind.MISSING, 3, 5
    ),
    "an event is put in between": Attack(
        (*_move(8, 30, PARK), *_move(8 + PARK, 30 + PARK, 1 - PARK), _row(8), _HEAD), Kind.INSERTED, 8
    ),
    "an event is put in at a position that is taken": Attack((_row(11),), Kind.INSERTED, 11),
    "an event is put in before the first position": Attack((_row(0),), Kind.INSERTED, 0),
    "an event is put in without a position": Attack(
        (f"alter table {EVENTS} alter notification_id drop not null", _row(None)), Kind.INSERTED, 0
    ),
    "an event is put in after the end": Attack((_row(31),), Kind.INSERTED, 31),
    "an event is put in far behind the end": Attack((_row(10**15),), Kind.INSERTED, 31, 10**15),
    "a second head is put in": Attack(
        (
            "alter table quorate.ledger_head drop constraint ledger_head_pkey",
            "insert into quorate.ledger_head values ('stoke', 35)",
        ),
        Kind.TRUNCATED,
        31,
        35,
    ),
    "everything is numbered anew from two": Attack(
        (*_move(1, 30, PARK), *_move(1 + PARK, 30 + PARK, 1 - PARK), _HEAD), Kind.MISSING, 1
    ),
    "the tail is cut off": Attack(_delete("notification_id > 26"), Kind.TRUNCATED, 27, 30),
    "the tail is cut off and the head put back": Attack(
        (*_delete("notification_id > 26"), _HEAD), Kind.TRUNCATED, 27, 30
    ),
    "the database is rolled back to an older one": Attack(
        (*_delete("notification_id > 20", tree=True), _HEAD), Kind.TRUNCATED, 21, 30
    ),
    "everything is deleted": Attack(
        (*_delete("true"), "delete from quorate.tree_hashes", *_NO_CHECKPOINTS, "delete from quorate.ledger_head"),
        Kind.TRUNCATED,
        1,
        30,
    ),
    "the checkpoints are deleted and an event is changed": Attack(
        (*_NO_CHECKPOINTS, _set("state = 'other'", 18)), Kind.CHANGED, 18
    ),
    "a hash of the tree is changed": Attack(
        ("update quorate.tree_hashes set hashes = set_byte(hashes, 5, 0) where first_number = 10",),
        Kind.TREE_ALTERED,
        11,
    ),
    "a hash is put above those of the events": Attack(
        ("insert into quorate.tree_hashes values ('stoke', 1, 0, decode(repeat('ab', 32), 'hex'))",),
        Kind.TREE_ALTERED,
        1,
        30,
    ),
    "a hash is put far behind those of the events": Attack(
        ("insert into quorate.tree_hashes values ('stoke', 0, 1000000000000000, decode(repeat('ab', 32), 'hex'))",),
        Kind.TREE_ALTERED,
        31,
        10**15 + 1,
    ),
    "a hash of the tree stands there twice": Attack(
        (
            "insert into quorate.tree_hashes select ledger, level, 5, substring(hashes from 161 for 32) "
            "from quorate.tree_hashes where first_number = 0",
        ),
        Kind.TREE_ALTERED,
        6,
        30,
    ),
    "hashes of the tree are taken out of their row": Attack(
        _hashes("update quorate.tree_hashes set hashes = null where first_number = 10", "alter hashes drop not null"),
        Kind.TREE_ALTERED,
        11,
    ),
    "a byte is put behind the hashes of the tree": Attack(
        _hashes(
            "update quorate.tree_hashes set hashes = hashes || '\\x00' where first_number = 20",
            "drop constraint tree_hashes_hashes_check",
        ),
        Kind.TREE_ALTERED,
        21,
        30,
    ),
    "a hash is put below those of the events": Attack(
        _hashes(
            "insert into quorate.tree_hashes values ('stoke', -1, 0, decode(repeat('ab', 32), 'hex'))",
            "drop constraint tree_hashes_level_check",
        ),
        Kind.TREE_ALTERED,
        1,
        30,
    ),
    "a hash is put before the first": Attack(
        _hashes(
            "insert into quorate.tree_hashes values ('stoke', 0, -1, decode(repeat('ab', 32), 'hex'))",
            "drop constraint tree_hashes_first_number_check",
        ),
        Kind.TREE_ALTERED,
        1,
        30,
    ),
    "a line that is none is put among the cosignatures": Attack(
        (_cosignature("'garbage'"),), Kind.FORGED_COSIGNATURE, 20
    ),
    "a cosignature of somebody else is put among a witness's": Attack(
        (_cosignature("'\u2014 another.example ' || repeat('AAAA', 25) || 'AA=='"),),
        Kind.FORGED_COSIGNATURE,
        20,
    ),
    "a statement about keys is put in": Attack(
        ("insert into quorate.key_statements (ledger, number, note) values ('stoke', 1, 'a new key')",),
        Kind.FORGED_STATEMENT,
        1,
        30,
    ),
    "the note of a checkpoint is taken out": Attack(
        (
            "alter table quorate.checkpoints alter note drop not null",
            "update quorate.checkpoints set note = null where size = 20",
        ),
        Kind.FORGED_CHECKPOINT,
        11,
        20,
    ),
    "the root in the table of checkpoints is changed": Attack(
        ("update quorate.checkpoints set root = set_byte(root, 0, get_byte(root, 0) # 1) where size = 20",),
        Kind.FORGED_CHECKPOINT,
        11,
        20,
    ),
    "the checkpoints are deleted": Attack(_NO_CHECKPOINTS, Kind.CHECKPOINT_MISSING, 1, 30),
    "the last checkpoint is deleted": Attack(
        ("delete from quorate.checkpoints where size = 30",), Kind.CHECKPOINT_MISSING, 21, 30
    ),
    "an older checkpoint is shown again under a newer size": Attack(
        (
            "update quorate.checkpoints c set root = o.root, note = o.note from quorate.checkpoints o "
            "where o.size = 10 and c.size = 30",
        ),
        Kind.FORGED_CHECKPOINT,
        21,
        30,
    ),
}  # fmt: skip
"""By what is done."""
