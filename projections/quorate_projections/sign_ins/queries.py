"""Asks what happened to accounts. Whose the asker may see is decided before asking, and again by PostgreSQL."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from quorate_events.store.statements import load_sql
from quorate_projections.asking import Asked
from quorate_projections.sign_ins.projection import SignInChange


class SignInChanged(msgspec.Struct, frozen=True):
    """What happened to an account of ``issuer`` that is, or was, a member's: what, when (UTC), and who did it.

    ``by_practitioner_id`` is nobody of the directory where the installation's operator did it at the server.
    """

    sign_in_id: UUID
    version: int
    issuer: str
    practitioner_id: UUID
    practitioner_name: str | None
    change: SignInChange
    at: datetime
    by_practitioner_id: UUID
    by_practitioner_name: str | None
    by_agency_id: UUID


class ByChange(NamedTuple):
    """Where a page begins: behind this change."""

    at: datetime
    sign_in_id: UUID
    version: int


async def sign_in_changes(
    views: Asked, practitioner_id: UUID | None, *, after: ByChange | None = None, limit: int
) -> list[SignInChanged]:
    """Return up to ``limit`` changes of one person's accounts, or of everybody's, the latest first."""
    rows = await views.fetch(_sql("select_changes"), practitioner_id, *(after or (None, None, None)), limit)
    return [msgspec.convert(dict(row), SignInChanged) for row in rows]


async def count_sign_in_changes(views: Asked, practitioner_id: UUID | None) -> int:
    """Return how many changes :func:`sign_in_changes` would list without a limit."""
    return int(await views.fetchval(_sql("count_changes"), practitioner_id))


def _sql(name: str) -> str:
    return load_sql("quorate_projections.sign_ins", name)
