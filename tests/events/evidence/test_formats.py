"""Notes, keys, checkpoints, cosignatures, entries and tiles: what is written is read again, and nothing else."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate_events.evidence.checkpoint import Checkpoint, read_checkpoint
from quorate_events.evidence.cosignature import cosign, cosigned_at
from quorate_events.evidence.entry import entry_of
from quorate_events.evidence.key_file import new_key
from quorate_events.evidence.note import Kind, MalformedNote, Note, read_key, read_note
from quorate_events.evidence.statements import BEGUN_ANEW, HANDED_OVER, KeyStatement, read_statement
from quorate_events.evidence.tiles import (
    TILE_WIDTH,
    Tile,
    address,
    bundle,
    number_path,
    read_address,
    width_at,
)
from quorate_events.evidence.trust import TrustedKeys

LOG = new_key("quorate.example/stoke").signer
OTHER = new_key("quorate.example/stoke").signer
WITNESS = new_key("witness.example/police", Kind.COSIGNATURE).signer
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ROOT = b"\x05" * 32
NOTE = Checkpoint("quorate.example/stoke", 7, ROOT).signed(LOG)


def test_the_encoding_of_an_entry_is_the_documented_one() -> None:
    entry = entry_of(
        "stoke", 2, UUID(int=3), 4, "a.b", UUID(int=5), datetime(1970, 1, 1, 0, 0, 1, 6, UTC), b"x"
    )
    assert entry.encode().hex() == (
        "01" "05" + b"stoke".hex() + "0000000000000002" + "0" * 31 + "3" + "0000000000000004" "0003" + b"a.b".hex()
        + "0" * 31 + "5" + "00000000000f4246"
        + "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    )  # fmt: skip


@given(st.data())
def test_two_different_rows_never_have_the_same_entry(data: st.DataObject) -> None:
    row = st.tuples(
        st.text("abc/", max_size=4),
        st.integers(1, 3),
        st.integers(1, 3).map(lambda number: UUID(int=number)),
        st.integers(1, 3),
        st.text("abc/", max_size=4),
        st.integers(1, 3).map(lambda number: UUID(int=number)),
        st.integers(-2, 2).map(lambda number: NOW + timedelta(microseconds=number)),
        st.binary(max_size=2),
    )
    first, second = data.draw(row), data.draw(row)
    assert (entry_of(*first).leaf == entry_of(*second).leaf) is (first == second)


def test_a_false_signature_is_none() -> None:
    assert LOG.verifier.signed(NOTE)
    assert not OTHER.verifier.signed(NOTE)
    assert not LOG.verifier.signed(Note(NOTE.text.replace("7", "8"), NOTE.signatures))
    wrong = NOTE.signatures[0]._replace(signature=b"\x00" * 64)
    assert not LOG.verifier.signed(Note(NOTE.text, (wrong,)))


@pytest.mark.parametrize(
    "text",
    [
        "", "a\n", "a\n\n", "a\n\n— name\n", "a\n\n— name AAAA\n", "a\n\n- name AAAAAAAA\n", "a\n\n— na me AAAAAAAA\n",
        "a\n\n— n+e AAAAAAAA\n", "a\n\n— name !!!!!!!!\n", "a\n\n— name AAAAAAAA", "a\r\n\n— name AAAAAAAA\n",
        "x" * 70_000,
    ],
)  # fmt: skip
def test_what_is_no_note_is_refused(text: str) -> None:
    with pytest.raises(MalformedNote):
        read_note(text)


@given(st.text())
def test_whatever_is_read_as_a_note_or_key_is_refused_by_one_error(text: str) -> None:
    for read in (read_note, read_key, read_checkpoint):
        with suppress(MalformedNote):
            read(text)


def test_a_note_is_read_as_it_was_written() -> None:
    assert read_note(NOTE.encode()) == NOTE
    assert read_note("one\n\ntwo\n\n— n AAAAAAAA\n").text == "one\n\ntwo\n"


@pytest.mark.parametrize(
    "text", ["a\n01\n{}\n", "a\n-1\n{}\n", "\n1\n{}\n", "a\n1\nAAAA\n", "a\n1\n{}\nmore\n", "a\n1\n{}"]
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    root = Checkpoint("a", 1, ROOT).text().split("\n")[2]
    assert read_checkpoint(f"a\n1\n{root}\n").root == ROOT
    with pytest.raises(MalformedNote):
        read_checkpoint(text.format(root))


@pytest.mark.parametrize("text", ["", "a", "a+b", "a+00000000+AAAA", "a b+00000000+AAAA"])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(MalformedNote):
        read_key(text)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\x00b", "a\nb", "a\u00a0b"])
def test_a_key_has_a_name_without_spaces_plus_and_control_characters(name: str) -> None:
    with pytest.raises(MalformedNote):
        new_key(name)


def test_the_id_of_a_key_must_be_its_own() -> None:
    name, key_id, rest = LOG.verifier.encode().split("+", 2)
    assert read_key(f"{name}+{key_id}+{rest}") == LOG.verifier
    with pytest.raises(MalformedNote):
        read_key(f"{name}x+{key_id}+{rest}")


def test_a_cosignature_is_for_one_text_at_one_time_by_one_witness() -> None:
    made = cosign(WITNESS, NOTE.text, NOW)
    assert cosigned_at(WITNESS.verifier, NOTE.text, made) == NOW
    assert cosigned_at(WITNESS.verifier, NOTE.text.replace("7", "8"), made) is None
    later = made._replace(signature=(int(NOW.timestamp()) + 1).to_bytes(8, "big") + made.signature[8:])
    assert cosigned_at(WITNESS.verifier, NOTE.text, later) is None
    assert cosigned_at(WITNESS.verifier, NOTE.text, made._replace(signature=made.signature[:-1])) is None
    assert cosigned_at(new_key(WITNESS.name, Kind.COSIGNATURE).signer.verifier, NOTE.text, made) is None


def _statement(old=LOG, new=OTHER, kind=HANDED_OVER, reason="") -> KeyStatement:
    last = Checkpoint(old.name, 7, ROOT)
    return KeyStatement(kind, old.verifier, new.verifier, last, reason)


def test_a_key_is_trusted_from_where_it_took_over_and_the_old_one_up_to_there() -> None:
    note = _statement().signed(LOG, OTHER).encode()
    for anchor in (LOG, OTHER):
        keys = TrustedKeys(anchor.verifier, [note])
        for signer, size, trusted in (
            (LOG, 6, True),
            (LOG, 7, True),
            (LOG, 8, False),
            (OTHER, 6, False),
            (OTHER, 8, True),
        ):
            told = Checkpoint(signer.name, size, ROOT)
            assert keys.checkpoint(told.signed(signer).encode()) == (told if trusted else None)


def test_nobody_becomes_trusted_by_signing_alone() -> None:
    """Whoever has a key of their own may add a signature to anything; that makes no key trusted."""
    forged = _statement()
    by_one = Note(forged.text(), (OTHER.sign_note(forged.text()),))
    both_false = Note(forged.text(), (LOG.sign_note("something else\n"), OTHER.sign_note(forged.text())))
    checkpoint = NOTE.with_signatures([OTHER.sign_note(NOTE.text)])
    keys = TrustedKeys(LOG.verifier, [by_one.encode(), both_false.encode(), checkpoint.encode(), "nonsense"])
    assert keys.checkpoint(Checkpoint(OTHER.name, 8, ROOT).signed(OTHER).encode()) is None


def test_a_history_begun_anew_has_another_name_and_a_reason() -> None:
    anew = new_key("quorate.example/stoke/2").signer
    statement = _statement(new=anew, kind=BEGUN_ANEW, reason="Disk lost")
    assert read_statement(statement.signed(LOG, anew)) == statement
    keys = TrustedKeys(LOG.verifier, [statement.signed(LOG, anew).encode()])
    told = Checkpoint(anew.name, 3, ROOT)
    assert keys.checkpoint(told.signed(anew).encode()) == told
    assert keys.checkpoint(Checkpoint(LOG.name, 8, ROOT).signed(LOG).encode()) is None
    with pytest.raises(MalformedNote):
        read_statement(_statement(new=anew).signed(LOG, anew))
    with pytest.raises(MalformedNote):
        read_statement(_statement(kind=BEGUN_ANEW, reason="x").signed(LOG, OTHER))


@pytest.mark.parametrize(
    ("number", "path"), [(0, "000"), (999, "999"), (1000, "x001/000"), (1234067, "x001/x234/067")]
)
def test_the_number_of_a_tile_is_written_in_threes(number: int, path: str) -> None:
    assert number_path(number) == path


@given(st.integers(0, 63), st.integers(0, 10**12), st.integers(1, TILE_WIDTH), st.booleans())
def test_the_address_of_a_tile_is_read_again(level: int, number: int, width: int, of_entries: bool) -> None:
    tile = Tile(0 if of_entries else level, number, width)
    assert read_address(address(tile, of_entries=of_entries)) == (tile, of_entries)


@given(st.text())
def test_no_other_address_is_read(text: str) -> None:
    found = read_address(text)
    assert found is None or address(found.tile, of_entries=found.of_entries) == text


def test_a_tree_of_seventy_thousand_has_the_tiles_of_the_specification() -> None:
    widths = {level: [width_at(70_000, level, number) for number in range(275)] for level in range(3)}
    assert (widths[0].count(256), widths[0][273], widths[0][274]) == (273, 112, 0)
    assert widths[1][:3] == [256, 17, 0]
    assert widths[2][:2] == [1, 0]


def test_a_bundle_has_every_entry_behind_its_length() -> None:
    assert bundle([b"", b"ab"]) == b"\x00\x00\x00\x02ab"
