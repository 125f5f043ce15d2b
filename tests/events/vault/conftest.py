"""Data keys in a database of a test's own, and a history of a meeting in memory."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from tests.support.history import History
from tests.support.keys import codec_with, keyring_at

from quorate_events.store import EventCodec
from quorate_events.vault.keyring import Keyring


@pytest.fixture
def kek_path(tmp_path: Path) -> Path:
    return tmp_path / "kek.json"


@pytest_asyncio.fixture
async def keyring(database, kek_path: Path) -> AsyncIterator[Keyring]:
    async with keyring_at(database.app_dsn, "stoke", kek_path) as opened:
        yield opened


@pytest.fixture
def codec(keyring: Keyring) -> EventCodec:
    return codec_with(keyring)


@pytest.fixture
def history() -> History:
    return History()
