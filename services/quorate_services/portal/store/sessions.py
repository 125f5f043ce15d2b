"""Sessions: who is signed in with which browser. The browser holds a random word, and no token."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from quorate_services.portal.store.database import Row, StoreFile
from quorate_services.portal.store.sealing import Seal

KEPT = timedelta(days=7)
"""How long a session that is over is remembered, so that a form left open can still be kept for its writer."""
_TOUCH = timedelta(seconds=30)


class Person(msgspec.Struct, frozen=True):
    """Who is signed in, as the API told it at the sign-in: for greeting and for what to show, never to decide."""

    practitioner_id: str
    name: str
    agency_id: str
    agency_name: str
    sector: str = ""
    duties: tuple[str, ...] = ()


class Tokens(msgspec.Struct, frozen=True):
    """What the issuer gave. ``ends_at`` is when the access token ends, in seconds since 1970."""

    access: str
    ends_at: int
    refresh: str | None = None
    identity: str | None = None


class Session(msgspec.Struct, kw_only=True):
    """One browser's session. ``tokens`` are gone once it is over; ``person`` stays, to keep drafts for.

    ``form_token`` stands in every form. ``issuer_state`` is what Authlib needs between leaving for the issuer
    and coming back, ``to`` the page to go to then. ``said`` is shown once on the next page, and ``position``
    is what that page has to show at least.
    """

    form_token: str
    person: Person | None = None
    tokens: Tokens | None = None
    issuer_state: dict[str, Any] = {}
    to: str = "/"
    said: str | None = None
    position: int | None = None


class KeptSession(msgspec.Struct):
    """A session with what the store knows of it besides."""

    id: bytes
    began_at: datetime
    seen_at: datetime
    session: Session


class Sessions:
    """The sessions in a file."""

    def __init__(self, file: StoreFile, seal: Seal) -> None:
        self._file = file
        self._seal = seal

    async def begin(self, session: Session, now: datetime) -> str:
        """Keep a new session, and return the word for the browser's cookie."""
        word = secrets.token_urlsafe(32)
        await self._put(KeptSession(_hashed(word), now, now, session))
        await self._file.run("delete_old_sessions", _seconds(now - KEPT))
        return word

    async def find(self, word: str) -> KeptSession | None:
        """Return the session of a cookie."""
        return await self.by_id(_hashed(word))

    async def by_id(self, session_id: bytes) -> KeptSession | None:
        """Return a session as it is kept now."""
        return self._opened(await self._file.run("select_session", session_id))

    async def of_form(self, token: str) -> KeptSession | None:
        """Return the session in which a form was shown."""
        return self._opened(await self._file.run("select_session_of_form", _hashed(token)))

    async def keep(self, kept: KeptSession) -> None:
        """Keep what changed in a session."""
        await self._put(kept)

    async def touch(self, kept: KeptSession, now: datetime) -> None:
        """Note that the session is used."""
        if now - kept.seen_at > _TOUCH:
            kept.seen_at = now
            await self._file.run("touch_session", _seconds(now), kept.id)

    async def end(self, kept: KeptSession) -> None:
        """End a session: its tokens are removed, and its forms are known for some days more."""
        kept.session.tokens, kept.session.issuer_state = None, {}
        await self._put(kept)

    async def forget(self, kept: KeptSession) -> None:
        """Remove a session in which nothing was written."""
        await self._file.run("delete_session", kept.id)

    async def _put(self, kept: KeptSession) -> None:
        sealed = self._seal.close(msgspec.json.encode(kept.session), _place(kept.id))
        token = _hashed(kept.session.form_token)
        values = (kept.id, token, _seconds(kept.began_at), _seconds(kept.seen_at), sealed)
        await self._file.run("put_session", *values)

    def _opened(self, rows: list[Row]) -> KeptSession | None:
        if not rows:
            return None
        id_, began, seen, sealed = rows[0]
        session = msgspec.json.decode(self._seal.open(sealed, _place(id_)), type=Session)
        return KeptSession(id_, _time(began), _time(seen), session)


def new_form_token() -> str:
    """Return a token for the forms of a new session."""
    return secrets.token_urlsafe(32)


def _hashed(word: str) -> bytes:
    return hashlib.sha256(word.encode()).digest()


def _place(session_id: bytes) -> str:
    return f"session {session_id.hex()}"


def _seconds(time: datetime) -> int:
    return int(time.timestamp())


def _time(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
