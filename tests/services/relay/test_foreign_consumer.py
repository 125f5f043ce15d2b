"""Kafka's own console consumer, in Java, reads what the relay published, and finds what the AsyncAPI document says."""

import asyncio
import json
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from jsonschema import Draft7Validator
from tests.services.relay.conftest import Scene
from tests.support.random_history import random_history

from quorate_events.meetings import catalogue as meetings
from quorate_events.people import catalogue as people
from quorate_events.store import EventCodec, open_log
from quorate_events.store.append import Append
from quorate_services.broker.artifacts import find_programs
from quorate_services.broker.java import find_java
from quorate_services.reference.asyncapi import PUBLISHED

_SHOWN = {"print.key": "true", "print.headers": "true", "key.separator": "\t", "headers.separator": "|"}


async def consume(bootstrap: str, topic: str, count: int) -> list[list[str]]:
    """Run the console consumer over committed records; return headers, key and value of each, as it prints them."""
    formatter = [
        each for name, value in _SHOWN.items() for each in ("--formatter-property", f"{name}={value}")
    ]
    process = await asyncio.create_subprocess_exec(
        str(find_java()), "-cp", f"{find_programs()}/*", "org.apache.kafka.tools.consumer.ConsoleConsumer",
        "--bootstrap-server", bootstrap, "--topic", topic, "--from-beginning",
        "--isolation-level", "read_committed", "--timeout-ms", "60000", "--max-messages", str(count), *formatter,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    return [line.split("\t") for line in out.decode().splitlines()]


def _document() -> dict[str, Any]:
    return json.loads(Path(PUBLISHED).read_text("utf-8"))


async def test_the_console_consumer_sees_cloudevents_as_the_document_describes_them(scene: Scene) -> None:
    history, codec = random_history(11), EventCodec((*meetings.EVENTS, *people.EVENTS))
    stored = [codec.to_stored_event(each.event) for each in history.events]
    command = uuid4()
    async with open_log(scene.database.app_dsn, scene.ledger, codec) as log:
        await log.appender.append(Append(command, b"", b"", stored))
    await scene.relay().run(once=True)

    document = _document()
    address = document["channels"]["events"]["address"].replace("{ledger}", scene.ledger)
    described = Draft7Validator(document["components"]["messageTraits"]["cloudEvent"]["headers"])
    printed = await consume(scene.access.bootstrap, address, len(stored))
    seen: list[tuple[int, bytes]] = []
    for headers, key, value in printed:
        told = dict(header.split(":", 1) for header in headers.split("|"))
        described.validate(told)
        _assert_cloudevent(told)
        message = document["components"]["messages"][told["ce_type"]]
        body = Draft7Validator({**message["payload"], "components": document["components"]})
        body.validate(json.loads(value))
        assert told["ce_subject"] == key == str(UUID(key))
        assert told["ce_source"] == f"/quorate/{scene.ledger}"
        assert told["ce_commandid"] == str(command)
        seen.append((int(told["ce_position"]), value.encode()))
    assert sorted(seen) == list(enumerate([each.state for each in stored], start=1))
    assert len({each.topic for each in stored}) > 20


def _assert_cloudevent(told: dict[str, str]) -> None:
    """What CloudEvents 1.0 and its Kafka protocol binding ask of every event in binary mode."""
    assert told["ce_specversion"] == "1.0"
    assert told["content-type"] == "application/json"
    assert told["ce_id"]
    assert told["ce_type"]
    assert datetime.fromisoformat(told["ce_time"]).utcoffset() is not None
    attributes = [name.removeprefix("ce_") for name in told if name != "content-type"]
    assert all(each.isascii() and each.isalnum() and each == each.lower() for each in attributes)
    # The content type is the header of that name, and never an attribute beside it.
    assert "datacontenttype" not in attributes
