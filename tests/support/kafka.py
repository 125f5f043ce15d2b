"""The broker of the tests: one for the whole run, or one that is named."""

import asyncio
import os
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from quorate_events.errors import QuorateError
from quorate_events.kafka.access import KafkaAccess, Security
from quorate_services.broker.artifacts import BrokerMissing
from quorate_services.broker.broker import Broker
from quorate_services.broker.java import PROVIDE, JavaMissing


@asynccontextmanager
async def running_broker(**settings: str) -> AsyncIterator[Broker]:
    """A broker of its own; without Java or Kafka the test fails in CI and is not run on a person's machine."""
    folder = Path(tempfile.gettempdir()) / f"quorate-kafka-{uuid.uuid4().hex[:12]}"
    broker = Broker(folder, extra_settings=settings)
    try:
        try:
            await broker.start()
        except (JavaMissing, BrokerMissing) as missing:
            not_to_be_had(missing)
        yield broker
    finally:
        await broker.stop()
        shutil.rmtree(folder, ignore_errors=True)


def not_to_be_had(missing: QuorateError) -> None:
    """Fail in CI, where it must be there; elsewhere say that the test was not run, and what provides it."""
    words = f"{missing.message} {missing.suggestion}"
    if os.environ.get("CI"):
        pytest.fail(f"This test needs a real Kafka. {words}", pytrace=False)
    pytest.skip(f"not run, for it needs a real Kafka. {words} ({PROVIDE})")


def access_to(bootstrap: str) -> KafkaAccess:
    return KafkaAccess(bootstrap, Security.PLAINTEXT, connect_timeout=5.0, request_timeout=10.0)


def named_broker() -> str | None:
    """The Kafka that somebody named for the tests."""
    return os.environ.get("QUORATE_KAFKA_BOOTSTRAP")


async def until(true: Callable[[], object], seconds: float = 30.0) -> None:
    """Return once ``true`` says so."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - nobody tells us
            await asyncio.sleep(0.02)
