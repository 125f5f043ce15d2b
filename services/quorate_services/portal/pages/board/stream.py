"""The board as it is sent while somebody watches: whole, after every change, as server-sent events."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

from fastapi import Request

from quorate_services.portal.errors import ApiAway, Said, SignInAgain
from quorate_services.portal.pages.board.shown import news, shown
from quorate_services.portal.pages.board.watching import Ear, listening
from quorate_services.portal.web.london import uk_clock
from quorate_services.portal.web.portal import Portal
from quorate_services.portal.web.visit import Visit, watching

PING = 10.0
"""Seconds after which a browser is told that the board is still alive, and the session is looked at."""
_SIGNED_OUT = "signed-out"
_REMOVED = "removed"
_AGAIN = 1000
"""Milliseconds after which a browser comes back."""
_SIGN_INS = frozenset({"not_identified", "sign_in_ended"})


async def events(request: Request, meeting_id: UUID) -> AsyncIterator[str]:
    """Give the events of one watcher until the session ends, the meeting is closed to them, or the API is away.

    Whoever watches is looked at before every event, and everything is asked of the API with their own token.
    After ``over`` a browser does not come back; after an end without it, it does.
    """
    portal: Portal = request.app.state.portal
    try:
        visit = await watching(request)
        async with listening(portal.options.api, await visit.token(), meeting_id) as ear:
            async for event in _heard(request, ear, meeting_id):
                yield event
    except SignInAgain:
        yield _event("over", _SIGNED_OUT)
    except Said as no:
        if no.said in _SIGN_INS:
            return
        yield _event("over", _REMOVED)
    except ApiAway:
        yield _event("away", "")


async def _heard(request: Request, ear: Ear, meeting_id: UUID) -> AsyncIterator[str]:
    before: dict[str, Any] | None = None
    while True:
        position = await ear.next(PING)
        visit = await watching(request)
        if position is None:
            yield ": still here\n\n"
            continue
        told = await visit.ask("board", id=str(meeting_id), atLeast=position)
        board = shown(told)
        if board == before:
            # Something happened of which nothing stands on the board: what was said last is still the news.
            yield ": still here\n\n"
            continue
        now = visit.portal.options.clock()
        yield _event("news", f"{news(before, board)} Live. Updated at {uk_clock(now)}.".strip())
        yield _event("", await html(visit, board), position)
        before = board


async def html(visit: Visit, board: dict[str, Any]) -> str:
    """Return the part of the page that changes."""
    template = visit.portal.templates.get_template("board/live.html")
    return template.render(**board, roles=await visit.roles(), person=visit.person)


def _event(name: str, text: str, position: int | None = None) -> str:
    lines = [f"retry: {_AGAIN}", *([f"event: {name}"] if name else [])]
    if position is not None:
        lines.append(f"id: {position}")
    # Whatever a text breaks lines with, every line of it stays data.
    lines += [f"data: {line}" for line in text.splitlines() or [""]]
    return "\n".join(lines) + "\n\n"
