"""Which agencies have a feed: read from a file of the installation's, named by a setting."""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import msgspec

from quorate_events.errors import QuorateError

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_PRINCIPAL = re.compile(r"[A-Za-z]+:.+")


class FeedsUnreadable(QuorateError):
    """The file that says which agencies have a feed cannot be read, or makes no sense."""

    code = "feeds_unreadable"


class AgencyFeed(msgspec.Struct, frozen=True):
    """One agency's feed. ``name`` is its short name in the names of topics.

    ``client_id`` is the system client of the agency: as it the policy is asked what goes out, and as it commands
    are taken. ``principal`` is who the agency's system is to Kafka, as ``User:name``; None gives it no rights.
    """

    name: str
    agency_id: UUID
    client_id: UUID
    principal: str | None = None


class _Declared(msgspec.Struct, forbid_unknown_fields=True):
    agency_id: UUID
    client_id: UUID
    principal: str | None = None


def declared_feeds(file: Path | None) -> Sequence[AgencyFeed]:
    """Return the feeds that ``file`` declares, none where there is no file. Raises FeedsUnreadable."""
    if file is None:
        return ()
    try:
        found = msgspec.convert(tomllib.loads(file.read_text("utf-8")), dict[str, _Declared])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise FeedsUnreadable(
            f"The file {file} that declares the agencies' feeds cannot be read ({type(error).__name__}).",
            "The page on operations shows one.",
        ) from error
    if any(not _NAME.fullmatch(name) for name in found):
        raise _senseless("gives an agency a short name that is not of a-z, 0-9 and -, at most 40")
    if any(
        each.principal is not None and not _PRINCIPAL.fullmatch(each.principal) for each in found.values()
    ):
        raise _senseless("names a principal that is not written as User:name")
    for field in ("agency_id", "client_id", "principal"):
        values = [value for each in found.values() if (value := getattr(each, field)) is not None]
        if len(set(values)) < len(values):
            # One principal for two agencies would read both their topics.
            raise _senseless(f"gives two feeds the same {field}")
    return [AgencyFeed(name, each.agency_id, each.client_id, each.principal) for name, each in found.items()]


def _senseless(what: str) -> FeedsUnreadable:
    return FeedsUnreadable(f"The file that declares the agencies' feeds {what}.", "Put it right.")
