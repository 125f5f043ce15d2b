"""Drafts: what a person wrote into a form and has not sent. Each is for that person and that form only."""

import sqlite3
from datetime import UTC, datetime, timedelta

import msgspec

from quorate_services.portal.store.database import StoreFile, statement
from quorate_services.portal.store.sealing import Seal

KEPT = timedelta(days=90)
"""How long a draft waits for its writer."""
_OTHERS = 5
_BASE = "draft_version"
_NOT_WRITTEN = frozenset({_BASE, "form", "do"})
"""What a form sends besides what somebody wrote."""

Fields = dict[str, list[str]]
"""The fields of a form, as browsers send them."""


class Copy(msgspec.Struct, frozen=True):
    """What stood in the form at another time, or in another window."""

    saved_at: datetime
    fields: Fields


class Draft(msgspec.Struct, frozen=True):
    """What is kept for one form. ``version`` counts how often it was saved.

    ``others`` are texts that were replaced by somebody who had not seen them: the same person in another
    window. None of them is lost without having been shown.
    """

    version: int
    saved_at: datetime
    fields: Fields
    others: tuple[Copy, ...] = ()


class Drafts:
    """The drafts in a file."""

    def __init__(self, file: StoreFile, seal: Seal) -> None:
        self._file = file
        self._seal = seal

    async def find(self, person: str, form: str) -> Draft | None:
        """Return what is kept for a person's form."""
        return await self._file.together(lambda connection: self._read(connection, person, form))

    async def save(self, person: str, form: str, fields: Fields, now: datetime) -> Draft:
        """Keep ``fields``; what was saved in another window meanwhile stays beside them."""
        given = {name: values for name, values in fields.items() if name not in _NOT_WRITTEN}
        seen = int(seen_text) if (seen_text := (fields.get(_BASE) or [""])[0]).isdecimal() else 0

        def work(connection: sqlite3.Connection) -> Draft:
            before = self._read(connection, person, form)
            others = before.others if before else ()
            if before and before.version > seen and before.fields != given:
                others = (Copy(before.saved_at, before.fields), *others)[:_OTHERS]
            draft = Draft((before.version if before else 0) + 1, now, given, others)
            sealed = self._seal.close(msgspec.json.encode(draft), _place(person, form))
            values = (person, form, int(now.timestamp()), sealed)
            connection.execute(statement("put_draft"), values)
            return draft

        saved = await self._file.together(work)
        await self._file.run("delete_old_drafts", int((now - KEPT).timestamp()))
        return saved

    async def forms(self, person: str) -> list[tuple[str, datetime]]:
        """Return for which forms something is kept, the latest first."""
        rows = await self._file.run("select_forms", person)
        return [(form, datetime.fromtimestamp(saved_at, UTC)) for form, saved_at in rows]

    async def discard(self, person: str, form: str) -> None:
        """Remove a draft: it was sent, or its writer does not want it."""
        await self._file.run("delete_draft", person, form)

    def _read(self, connection: sqlite3.Connection, person: str, form: str) -> Draft | None:
        row = connection.execute(statement("select_draft"), (person, form)).fetchone()
        if row is None:
            return None
        return msgspec.json.decode(self._seal.open(row[1], _place(person, form)), type=Draft)


def _place(person: str, form: str) -> str:
    return f"draft {person} {form}"
