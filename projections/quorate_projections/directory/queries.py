"""Asks the directory."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

import msgspec

from quorate_events.meetings.vocabulary import Sector
from quorate_events.store.statements import load_sql
from quorate_projections.asking import Asked
from quorate_projections.directory.entries import Agency, Child, Names, Practitioner, names_from


class ByName(NamedTuple):
    """Where a page that is ordered by name begins: behind this name and id."""

    name: str
    id: UUID


class ChildInFull(Child, frozen=True):
    """A child with the number by which the agencies' systems know it, and the agency that registered it."""

    nhs_number: str | None
    registered_by_agency_id: UUID


async def agencies(
    views: Asked, *, sector: Sector | None = None, after: ByName | None = None, limit: int
) -> list[Agency]:
    """Return up to ``limit`` agencies by name."""
    rows = await views.fetch(_sql("select_agencies"), sector, *(after or (None, None)), limit)
    return [msgspec.convert(dict(row), Agency) for row in rows]


async def count_agencies(views: Asked, *, sector: Sector | None = None) -> int:
    """Return how many agencies there are."""
    return int(await views.fetchval(_sql("count_agencies"), sector))


async def practitioners(
    views: Asked,
    *,
    agency_id: UUID | None = None,
    may_chair: bool = False,
    after: ByName | None = None,
    limit: int,
) -> list[Practitioner]:
    """Return up to ``limit`` practitioners by name; with ``may_chair`` only those who can be named chair.

    That is whoever Quorate lets in and who reads meetings (meetings/chairing.py); that the sector and the meeting
    fit as well is for the command to say.
    """
    place = after or (None, None)
    rows = await views.fetch(_sql("select_practitioners"), agency_id, *place, limit, may_chair)
    return [msgspec.convert(dict(row), Practitioner) for row in rows]


async def count_practitioners(views: Asked, *, agency_id: UUID | None = None, may_chair: bool = False) -> int:
    """Return how many practitioners :func:`practitioners` would list without a limit."""
    return int(await views.fetchval(_sql("count_practitioners"), agency_id, may_chair))


async def one_child(
    views: Asked, *, nhs_number: str | None, name: str | None, date_of_birth: date | None
) -> UUID | None:
    """Return the one child whom this names exactly; None for none, and for several."""
    plain = None if name is None else " ".join(name.split())
    found: UUID | None = await views.fetchval(_sql("select_one_child"), nhs_number, plain, date_of_birth)
    return found


async def child(views: Asked, child_id: UUID) -> ChildInFull | None:
    """Return a child, or None. Whoever asks must have settled that the reader may know of the child."""
    row = await views.fetchrow(_sql("select_child"), child_id)
    return None if row is None else ChildInFull(**dict(row))


async def names(
    views: Asked,
    *,
    agencies: Iterable[UUID] = (),
    practitioners: Iterable[UUID] = (),
    children: Iterable[UUID] = (),
) -> Names:
    """Return the entries with these ids, in one statement."""
    kept = await views.fetchval(_sql("select_names"), list(agencies), list(practitioners), list(children))
    return names_from(kept)


def age_on(day: date, date_of_birth: date | None) -> int | None:
    """Return the completed years of age on ``day``; none for an unborn baby."""
    if date_of_birth is None or date_of_birth > day:
        return None
    return day.year - date_of_birth.year - ((day.month, day.day) < (date_of_birth.month, date_of_birth.day))


def _sql(name: str) -> str:
    return load_sql("quorate_projections.directory", name)
