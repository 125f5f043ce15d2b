"""Covers an absence: what a colleague has to do on some days goes to another, each thing by its own command."""

from datetime import date, timedelta
from typing import Any

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response

from quorate_services.portal.errors import Said
from quorate_services.portal.pages.actions.owned import colleagues, options_of
from quorate_services.portal.pages.chairing.dates import day_of
from quorate_services.portal.pages.coordinating.handing_over import (
    Thing,
    actions_of,
    hand_over,
    invitations,
)
from quorate_services.portal.pages.coordinating.work import GIVEN, agency_work
from quorate_services.portal.pages.my_work.urgency import page_of
from quorate_services.portal.web.forms import Posted, Sent, asked, new_command_id
from quorate_services.portal.web.visit import Visit, Visiting

router = APIRouter()
PATH = "/agency/absence"
LONGEST = timedelta(days=60)


class Absence(msgspec.Struct, frozen=True):
    """Who is away, and on which days, both inclusive. ``errors`` says what is missing."""

    who: str
    first: date | None
    last: date | None
    errors: dict[str, str]


@router.get(PATH)
async def shown(request: Request, visit: Visiting) -> Response:
    """Ask who is away, and show what that person has to do on the days."""
    sent = asked(visit, request)
    draft = await visit.draft()
    if not sent.fields and draft is not None:
        sent = Posted(visit, draft.fields)
    people = await colleagues(visit)
    away = absence_of(sent, people) if sent.fields else None
    return await _page(visit, sent, people, away, away.errors if away else {})


@router.post(PATH)
async def covered(sent: Sent) -> Response:
    """Give what was chosen to whoever covers. What is refused stays, and is said."""
    visit, people = sent.visit, await colleagues(sent.visit)
    away = absence_of(sent, people)
    errors = dict(away.errors)
    to = next((each for each in people if each["practitionerId"] == sent.get("cover")), None)
    if to is None or to["practitionerId"] == away.who:
        errors["cover"] = "Choose the colleague who covers"
    wanted = set(sent.all("things"))
    things = [] if away.errors else [each for each in await _things(visit, away) if each.key in wanted]
    if not things and not away.errors:
        errors["things"] = "Choose what is to be given to the colleague who covers"
    if to is None or errors:
        return await _page(visit, sent, people, away, errors)
    refused = []
    for thing in things:
        try:
            await hand_over(visit, thing, to, sent.command_id)
        except Said as no:
            refused.append(f"{thing.text}: {no.message} {no.suggestion}")
    if refused:
        done = f"{len(things) - len(refused)} of {len(things)} were given to {to['name']}. "
        return await _page(visit, sent, people, away, {"things": done + " ".join(refused)})
    await visit.discard()
    what = "One thing is" if len(things) == 1 else f"{len(things)} things are"
    return await visit.go(
        "/agency", f"{what} given to {to['name']}. Quorate sends no message: tell them yourself."
    )


def absence_of(sent: Posted, people: list[dict[str, Any]]) -> Absence:
    """Return what a form says of an absence."""
    errors = {}
    if all(each["practitionerId"] != sent.get("who") for each in people):
        errors["who"] = "Choose who is away"
    first, last = day_of(sent, "from"), day_of(sent, "to")
    if first is None:
        errors["from-day"] = "Enter the first day of the absence"
    if last is None:
        errors["to-day"] = "Enter the last day of the absence"
    if first and last and last < first:
        errors["to-day"] = "The last day must not be before the first day"
    if first and last and last - first > LONGEST:
        errors["to-day"] = f"Cover at most {LONGEST.days} days at a time"
    return Absence(sent.get("who"), first, last, errors)


async def _things(visit: Visit, away: Absence) -> list[Thing]:
    assert away.first is not None
    assert away.last is not None
    days = {"from": away.first.isoformat(), "to": away.last.isoformat()}
    meetings = await visit.ask_all(
        "agency_meetings", "meetings", at_least=True, agencyId=visit.person.agency_id, **days
    )
    found = [
        each
        for meeting in meetings
        for each in await invitations(visit, meeting["meetingId"])
        if each.who == away.who
    ]
    found.sort(key=lambda each: (each.day or away.first, each.text))
    return found + await actions_of(visit, away.who)


async def _left(visit: Visit, who: str) -> list[dict[str, Any]]:
    """Return what names the colleague and can be given to nobody: any colleague may do it all the same."""
    return [
        {**each, "page": page_of(each)}
        for each in await agency_work(visit)
        if each["practitionerId"] == who and each["kind"] not in GIVEN
    ]


async def _page(
    visit: Visit,
    sent: Posted,
    people: list[dict[str, Any]],
    away: Absence | None,
    errors: dict[str, str],
) -> Response:
    known = away is not None and not away.errors
    things = await _things(visit, away) if away is not None and known else []
    name = next((each["name"] for each in people if away and each["practitionerId"] == away.who), "")
    chosen = sent.fields.get("things")
    if chosen is None and away is not None and known:
        # What is due after the colleague is back is not chosen before.
        chosen = [each.key for each in things if each.day and away.last and each.day <= away.last]
    return await visit.page(
        "coordinating/absence.html",
        400 if errors else 200,
        people=options_of(people),
        covers=options_of([each for each in people if away is None or each["practitionerId"] != away.who]),
        name=name,
        known=known,
        things=[{"value": each.key, "text": each.text} for each in things],
        chosen=chosen or [],
        left=await _left(visit, away.who) if away is not None and known else [],
        draft=await visit.draft(),
        fields=sent.fields,
        errors=errors,
        command_id=new_command_id(),
    )
