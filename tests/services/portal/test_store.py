"""Sessions and drafts outlive a restart, say nothing without the key, and are for their own person only."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quorate_services.portal.errors import StoreUnreadable
from quorate_services.portal.store.database import StoreFile
from quorate_services.portal.store.drafts import Drafts
from quorate_services.portal.store.sealing import Seal
from quorate_services.portal.store.sessions import Person, Session, Sessions, Tokens

KEY = bytes(range(32))
NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
FORM = "/meetings/1/contribution"
POLICE = Person("p", "A Person", "a", "Police")


def a_session() -> Session:
    return Session(form_token="t" * 43, person=POLICE, tokens=Tokens("secret-token", 1))


@contextmanager
def opened(folder: Path, key: bytes = KEY) -> Iterator[tuple[Sessions, Drafts]]:
    with StoreFile(folder / "portal.sqlite3") as file:
        yield Sessions(file, Seal(key)), Drafts(file, Seal(key))


async def test_both_are_there_again_after_a_restart(tmp_path: Path) -> None:
    with opened(tmp_path) as (sessions, drafts):
        word = await sessions.begin(a_session(), NOW)
        await drafts.save("p", FORM, {"text": ["What we know"]}, NOW)
    with opened(tmp_path) as (sessions, drafts):
        kept = await sessions.find(word)
        assert kept is not None
        assert kept.session == a_session()
        draft = await drafts.find("p", FORM)
        assert draft is not None
        assert draft.fields == {"text": ["What we know"]}


def _rights(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def _everything_in(folder: Path) -> bytes:
    return b"".join(each.read_bytes() for each in folder.iterdir())


async def test_the_file_tells_nothing_and_is_for_its_account_only(tmp_path: Path) -> None:
    with opened(tmp_path) as (sessions, drafts):
        word = await sessions.begin(a_session(), NOW)
        await drafts.save("p", FORM, {"text": ["What we know"]}, NOW)
    file = tmp_path / "portal.sqlite3"
    assert _rights(file) == 0o600
    content = _everything_in(tmp_path)
    for told in (word, "secret-token", "What we know", "A Person", "t" * 43):
        assert told.encode() not in content


async def test_another_key_opens_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as (_, drafts):
        await drafts.save("p", FORM, {"text": ["What we know"]}, NOW)
    with opened(tmp_path, bytes(32)) as (_, drafts), pytest.raises(StoreUnreadable):
        await drafts.find("p", FORM)


async def test_a_draft_moved_to_somebody_elses_row_cannot_be_opened(tmp_path: Path) -> None:
    with opened(tmp_path) as (_, drafts):
        await drafts.save("p", FORM, {"text": ["What we know"]}, NOW)
        assert await drafts.find("q", FORM) is None
        with sqlite3.connect(tmp_path / "portal.sqlite3") as connection:
            connection.execute("update drafts set person = 'q'")
        with pytest.raises(StoreUnreadable):
            await drafts.find("q", FORM)


async def test_a_session_that_ended_has_no_tokens_and_is_still_known_by_its_forms(tmp_path: Path) -> None:
    with opened(tmp_path) as (sessions, _):
        word = await sessions.begin(a_session(), NOW)
        kept = await sessions.find(word)
        assert kept is not None
        await sessions.end(kept)
        ended = await sessions.of_form("t" * 43)
        assert ended is not None
        assert (ended.session.tokens, ended.session.person) == (None, POLICE)


async def test_a_session_is_forgotten_after_a_week(tmp_path: Path) -> None:
    with opened(tmp_path) as (sessions, _):
        word = await sessions.begin(a_session(), NOW)
        await sessions.begin(Session(form_token="u"), NOW + timedelta(days=8))
        assert await sessions.find(word) is None


async def test_what_another_window_wrote_is_kept_beside(tmp_path: Path) -> None:
    with opened(tmp_path) as (_, drafts):
        await drafts.save("p", FORM, {"text": ["one"], "draft_version": ["0"]}, NOW)
        saved = await drafts.save("p", FORM, {"text": ["two"], "draft_version": ["0"]}, NOW)
        assert saved.fields == {"text": ["two"]}
        assert [each.fields for each in saved.others] == [{"text": ["one"]}]


async def test_the_same_window_replaces_its_own_words(tmp_path: Path) -> None:
    with opened(tmp_path) as (_, drafts):
        first = await drafts.save("p", FORM, {"text": ["one"]}, NOW)
        version = [str(first.version)]
        saved = await drafts.save("p", FORM, {"text": ["one two"], "draft_version": version}, NOW)
        assert (saved.version, saved.others) == (2, ())


async def test_a_draft_that_was_sent_is_gone(tmp_path: Path) -> None:
    with opened(tmp_path) as (_, drafts):
        await drafts.save("p", FORM, {"text": ["one"]}, NOW)
        assert [form for form, _ in await drafts.forms("p")] == [FORM]
        await drafts.discard("p", FORM)
        assert await drafts.forms("p") == []
