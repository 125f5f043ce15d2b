"""Which keys may have signed which checkpoints, from one key that is trusted and what keys signed about keys."""

from collections.abc import Iterable
from typing import NamedTuple

from quorate_events.evidence.checkpoint import Checkpoint, read_checkpoint
from quorate_events.evidence.note import MalformedNote, VerifierKey, read_note
from quorate_events.evidence.statements import BEGUN_ANEW, HANDED_OVER, KeyStatement, read_statement


class Term(NamedTuple):
    """From which size on, and up to which, a key signs checkpoints of the origin that it is named for."""

    first: int
    last: int | None

    def covers(self, size: int) -> bool:
        """Return whether a checkpoint of this size is within the term."""
        return self.first <= size and (self.last is None or size <= self.last)


class TrustedKeys:
    """The keys that follow from ``anchor``: those before it and after it, by handing over."""

    def __init__(self, anchor: VerifierKey, notes: Iterable[str] = ()) -> None:
        self.anchor = anchor
        self._terms = {anchor: Term(0, None)}
        self._statements = [each for note in notes if (each := _statement(note)) is not None]
        rest = list(self._statements)
        while fitting := [each for each in rest if each.old in self._terms or each.new in self._terms]:
            for each in fitting:
                self._take(each)
            rest = [each for each in rest if each not in fitting]

    @property
    def origins(self) -> set[str]:
        """The names of the histories that the keys sign for: one, or more where one was begun anew."""
        return {key.name for key in self._terms}

    @property
    def handed_over(self) -> list[Checkpoint]:
        """The last checkpoints of keys that handed over; none of a history that was given up, which lost some."""
        given_up = {
            each.old.name for each in self._statements if each.kind == BEGUN_ANEW and self._follows(each)
        }
        return [
            each.last
            for each in self._statements
            if each.last
            and each.kind == HANDED_OVER
            and self._follows(each)
            and each.old.name not in given_up
        ]

    def checkpoint(self, note: str) -> Checkpoint | None:
        """Return what a note says, if it is a checkpoint that one of the keys signed within its term."""
        try:
            read = read_note(note)
            told = read_checkpoint(read.text)
        except MalformedNote:
            return None
        signed = any(
            key.name == told.origin and term.covers(told.size) and key.signed(read)
            for key, term in self._terms.items()
        )
        return told if signed else None

    def _take(self, statement: KeyStatement) -> None:
        size = statement.last.size if statement.last else 0
        first = size if statement.old.name == statement.new.name else 0
        before = self._terms.get(statement.old, Term(0, None))
        after = self._terms.get(statement.new, Term(0, None))
        # A term only ever gets shorter: a key that was stolen could sign further statements, about itself.
        last = size if before.last is None else min(size, before.last)
        self._terms[statement.old] = Term(before.first, last)
        self._terms[statement.new] = Term(max(first, after.first), after.last)

    def _follows(self, statement: KeyStatement) -> bool:
        return statement.old in self._terms and statement.new in self._terms


def _statement(note: str) -> KeyStatement | None:
    try:
        return read_statement(read_note(note))
    except MalformedNote:
        return None
