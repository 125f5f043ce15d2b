"""One request of somebody who is signed in: what a page works with."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, TypeAlias
from uuid import UUID

from fastapi import Depends, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from quorate_services.portal.api_client import Done
from quorate_services.portal.errors import SignInAgain
from quorate_services.portal.store.drafts import Draft, Fields
from quorate_services.portal.store.sessions import KeptSession, Person, Tokens
from quorate_services.portal.web.masking import masked
from quorate_services.portal.web.navigation import menu
from quorate_services.portal.web.portal import Portal
from quorate_services.portal.web.roles import Role


class Visit:
    """Who is signed in, with everything that a page may do for them.

    ``form`` is the address of the page, by which its draft is kept.
    """

    def __init__(self, request: Request, portal: Portal, kept: KeptSession, person: Person) -> None:
        self.portal = portal
        self.person = person
        self.form = request.url.path
        self._request = request
        self._kept = kept

    @property
    def form_token(self) -> str:
        """The token that every form of this session carries, written differently each time."""
        return masked(self._kept.session.form_token)

    @property
    def tokens(self) -> Tokens | None:
        """What the issuer gave; None once the session is over."""
        return self._kept.session.tokens

    async def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """Ask the API one of the portal's documents, as this person.

        ``at_least`` given as True waits for what the person did a moment ago. Raises as ``ApiClient.ask``.
        """
        if variables.pop("at_least", False):
            variables["atLeast"] = self._kept.session.position
        return await self.portal.api.ask(await self._token(), document, **variables)

    async def ask_all(self, document: str, field: str, **variables: Any) -> list[dict[str, Any]]:
        """Return the rows of every page of a list, which the document asks for by ``after``. Raises as :meth:`ask`."""
        rows: list[dict[str, Any]] = []
        after, more = None, True
        while more:
            page = (await self.ask(document, after=after, **variables))[field]
            rows += page["nodes"]
            after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
        return rows

    async def agencies(self) -> list[dict[str, Any]]:
        """Return all agencies, by name: ``agencyId``, ``name`` and ``sector``. Raises as :meth:`ask`."""
        return sorted(await self.ask_all("agencies", "agencies"), key=lambda each: str(each["name"]))

    async def agency_names(self) -> dict[str, str]:
        """Return the names of all agencies by id, in order of the names. Raises as :meth:`ask`."""
        return {each["agencyId"]: each["name"] for each in await self.agencies()}

    async def people(self, agency_id: str) -> list[dict[str, Any]]:
        """Return everybody who works or worked for an agency, by name, and its software. Raises as :meth:`ask`."""
        return await self.ask_all("people_of_agency", "practitioners", agencyId=agency_id)

    async def command(self, document: str, command_id: UUID, **fields: Any) -> Done:
        """Send a command as this person; the next page shows what it did. Raises as ``ApiClient.command``."""
        done = await self.portal.api.command(await self._token(), document, command_id, **fields)
        self._kept.session.position = max(done.position, self._kept.session.position or 0)
        return done

    async def token(self) -> str:
        """Return this person's token for the API, renewed where it has to be. Raises ``SignInAgain``."""
        return await self._token()

    async def roles(self) -> Mapping[str, Role]:
        """Return the roles of the rule sets by code."""
        return await self.portal.roles.known(lambda: self.ask("roles"))

    async def draft(self) -> Draft | None:
        """Return what this person wrote into this form and has not sent."""
        return await self.portal.drafts.find(self.person.practitioner_id, self.form)

    async def keep(self, fields: Fields, form: str | None = None) -> Draft:
        """Keep what this person wrote."""
        drafts, now = self.portal.drafts, self.portal.options.clock()
        return await drafts.save(self.person.practitioner_id, form or self.form, fields, now)

    async def discard(self, form: str | None = None) -> None:
        """Remove the draft of this form: it was sent, or is not wanted."""
        await self.portal.drafts.discard(self.person.practitioner_id, form or self.form)

    async def go(self, path: str, say: str | None = None) -> Response:
        """Send the browser on to another page of the portal, which says ``say`` once."""
        self._kept.session.said = say
        await self.portal.sessions.keep(self._kept)
        return RedirectResponse(path, 303)

    async def page(self, template: str, status: int = 200, **shown: Any) -> Response:
        """Return a page."""
        session = self._kept.session
        text = self.portal.templates.get_template(template).render(
            **shown,
            visit=self,
            person=self.person,
            menu=menu(self.person.duties),
            path=self._request.url.path,
            said=session.said,
            invented=self.portal.options.invented,
        )
        if session.said is not None or session.position is not None:
            session.said = session.position = None
            await self.portal.sessions.keep(self._kept)
        return HTMLResponse(text, status)

    async def end(self) -> None:
        """Sign out."""
        await self.portal.sessions.end(self._kept)

    async def _token(self) -> str:
        tokens = self._kept.session.tokens
        if tokens is None:
            raise SignInAgain
        party, sessions = self.portal.relying_party, self.portal.sessions
        fresh = await self._fresh(tokens) if tokens.refresh else await party.fresh(tokens)
        if fresh != tokens:
            self._kept.session.tokens = fresh
            await sessions.keep(self._kept)
        return fresh.access

    async def _fresh(self, tokens: Tokens) -> Tokens:
        party = self.portal.relying_party
        async with party.refreshing:
            stored = await self.portal.sessions.by_id(self._kept.id)
            newest = stored.session.tokens if stored else None
            return await party.fresh(newest or tokens)


async def live_session(portal: Portal, request: Request) -> KeptSession | None:
    """Return the browser's session, ended where its time is over; None where there is none."""
    word = request.cookies.get(portal.cookie)
    kept = await portal.sessions.find(word) if word else None
    if kept is None:
        return None
    if kept.session.tokens is not None and _is_over(portal, kept, portal.options.clock()):
        await portal.sessions.end(kept)
    return kept


def _is_over(portal: Portal, kept: KeptSession, now: datetime) -> bool:
    options = portal.options
    return now >= kept.seen_at + options.idle or now >= kept.began_at + options.absolute


async def visiting(request: Request) -> Visit:
    """Return the visit of somebody who is signed in. Raises ``SignInAgain``."""
    portal: Portal = request.app.state.portal
    kept = await live_session(portal, request)
    if kept is None or kept.session.tokens is None or kept.session.person is None:
        raise SignInAgain
    await portal.sessions.touch(kept, portal.options.clock())
    visit = Visit(request, portal, kept, kept.session.person)
    request.state.visit = visit
    return visit


async def watching(request: Request) -> Visit:
    """Return the visit of somebody whose browser listens: that alone keeps no session alive.

    Raises ``SignInAgain``.
    """
    portal: Portal = request.app.state.portal
    kept = await live_session(portal, request)
    if kept is None or kept.session.tokens is None or kept.session.person is None:
        raise SignInAgain
    return Visit(request, portal, kept, kept.session.person)


Visiting: TypeAlias = Annotated[Visit, Depends(visiting)]
"""What a page takes that is for people who are signed in."""
