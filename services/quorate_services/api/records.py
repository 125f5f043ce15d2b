"""Copies of the record over HTTP: made by a POST, handed out as a page or a PDF."""

from uuid import UUID

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from quorate_events.access.actor import Actor
from quorate_events.errors import Invalid
from quorate_graphql.identity import Identify
from quorate_graphql.limits.limits import Limits
from quorate_graphql.limits.rates import Meter
from quorate_graphql.office import Office
from quorate_services.api.members import body_of, for_members
from quorate_services.records.desk import CopyWanted, RecordDesk
from quorate_services.records.errors import CopyNotFound
from quorate_services.records.page import content_policy, page_of
from quorate_services.records.pdf import pdf_of

COST = 500
"""Values that making or printing a copy is charged, as if it were a question in GraphQL."""

LONGEST_BODY = 4096


class CopyMalformed(Invalid):
    """What is asked for is no copy of a record."""

    code = "copy_malformed"

    def __init__(self) -> None:
        super().__init__(
            "Which copy is wanted cannot be read.",
            "Send JSON with a `commandId` that you make (a UUID), `variant` (full, agency, family, partial) and "
            "`agencyId`, or `recipient` and `attendeeId`.",
        )


class CopyAsked(CopyWanted, frozen=True, kw_only=True):
    """What a client sends: the copy, and an id that it makes. The same again is answered as the first time."""

    command_id: UUID


def record_routes(office: Office, identify: Identify, meter: Meter, limits: Limits) -> list[Route]:
    """Return the routes below ``/records``."""
    copies = _Copies(RecordDesk(office), limits.body_seconds)
    return [
        Route(
            "/records/{meeting_id:uuid}",
            for_members(identify, meter, COST, copies.make),
            methods=["POST"],
        ),
        Route(
            "/records/{meeting_id:uuid}/{copy}",
            for_members(identify, meter, COST, copies.hand_out),
            methods=["GET"],
        ),
    ]


class _Copies:
    def __init__(self, desk: RecordDesk, seconds: float) -> None:
        self._desk = desk
        self._seconds = seconds

    async def make(self, request: Request, actor: Actor) -> Response:
        try:
            body = await body_of(request, LONGEST_BODY, self._seconds)
            wanted = msgspec.json.decode(body, type=CopyAsked)
        except msgspec.MsgspecError:
            raise CopyMalformed from None
        made = await self._desk.make(actor, request.path_params["meeting_id"], wanted, wanted.command_id)
        place = f"/records/{made.meeting_id}/{made.copy_id}.html"
        return Response(msgspec.json.encode(made), 201, {"Location": place}, media_type="application/json")

    async def hand_out(self, request: Request, actor: Actor) -> Response:
        name, _, form = request.path_params["copy"].partition(".")
        try:
            copy_id = UUID(name)
        except ValueError:
            raise CopyNotFound from None
        if form not in ("html", "pdf"):
            raise CopyNotFound
        copy = await self._desk.hand_out(actor, request.path_params["meeting_id"], copy_id)
        if form == "pdf":
            headers = {"Content-Disposition": f'attachment; filename="record-{copy_id}.pdf"'}
            return Response(await pdf_of(copy), headers=headers, media_type="application/pdf")
        headers = {"Content-Security-Policy": content_policy()}
        return Response(page_of(copy), headers=headers, media_type="text/html; charset=utf-8")
