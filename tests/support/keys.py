"""Data keys for a test's own database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from quorate_events.meetings import catalogue as meetings
from quorate_events.people import catalogue as people
from quorate_events.store import EventCodec
from quorate_events.vault.data_keys import DataKeys
from quorate_events.vault.keyring import Keyring, KeyringLimits
from quorate_events.vault.local_file import LocalKeyFile

EVENTS = (*meetings.EVENTS, *people.EVENTS)


def key_file(path: Path) -> LocalKeyFile:
    return LocalKeyFile(path) if path.exists() else LocalKeyFile.create(path)


@asynccontextmanager
async def keyring_at(
    dsn: str, ledger: str, path: Path, limits: KeyringLimits | None = None
) -> AsyncIterator[Keyring]:
    async with Keyring(DataKeys(dsn, ledger), key_file(path), limits).in_use() as keyring:
        yield keyring


def codec_with(keyring: Keyring) -> EventCodec:
    return EventCodec(EVENTS, keyring)
