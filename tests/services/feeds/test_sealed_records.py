"""What an agency's topic holds of events whose texts are under keys: which fields there are, and no text."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import msgspec
import pytest
from tests.support.history import POLICE, History
from tests.support.keys import codec_with, keyring_at

from quorate_events.access.policy import Ground
from quorate_events.kafka.cloudevents import PublishedEvent
from quorate_events.kafka.ports import Record
from quorate_events.meetings.contributions import ContributionSubmitted
from quorate_events.meetings.values import Part
from quorate_events.meetings.vocabulary import PartHeading
from quorate_events.store import EventCodec
from quorate_services.feeds.following import Kept
from quorate_services.feeds.records import PERSON_ERASED, of_erasure, of_item
from quorate_services.feeds.seen import Item

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def history() -> History:
    told = History()
    told.register_agencies([POLICE])
    meeting = told.convene(children=2)
    told.invite(meeting, POLICE, "detective_sergeant")
    own = Part(heading=PartHeading.WORRIES, text="Marker one", child_id=told.children_of(meeting)[0])
    told.contribute(meeting, POLICE, own, Part(heading=PartHeading.WORRIES, text="Marker two"))
    return told


async def stored(codec: EventCodec, history: History) -> list[PublishedEvent]:
    events = await codec.encode([each.event for each in history.events], {})
    return [
        PublishedEvent(
            "stoke", number, each.originator_id, each.originator_version, each.topic, each.state, NOW
        )
        for number, each in enumerate(events, 1)
    ]


def body_of(record: Record) -> dict[str, object]:
    body: dict[str, object] = msgspec.json.decode(record.value or b"")
    return body


async def test_no_record_holds_text_or_ciphertext(database, history: History, tmp_path) -> None:
    async with keyring_at(database.app_dsn, "stoke", tmp_path / "kek.json") as keyring:
        codec = codec_with(keyring)
        for published, event in zip(await stored(codec, history), history.events, strict=True):
            shared = event.event if isinstance(event.event, ContributionSubmitted) else None
            for part_id in [part.part_id for part in shared.parts] if shared else [None]:
                item = Item(published.position, part_id, Kept(published, event.event), Ground.INVITED)
                body = body_of(of_item(item, "quorate.police", 1))
                assert b"Marker" not in msgspec.json.encode(body)
                for each in body.get("sealed", ()):  # type: ignore[attr-defined]
                    assert (each["keys"], each["data"]) == ([], "")
                    assert each["fields"]


@pytest.mark.parametrize("number", [0, 1])
async def test_of_a_contribution_one_part_comes_with_the_field_that_has_a_text(
    database, history: History, tmp_path, number: int
) -> None:
    async with keyring_at(database.app_dsn, "stoke", tmp_path / "kek.json") as keyring:
        published = (await stored(codec_with(keyring), history))[-1]
    shared = history.events[-1].event
    part_id = shared.parts[number].part_id
    body = body_of(of_item(Item(1, part_id, Kept(published, shared), Ground.INVITED), "quorate.police", 1))
    assert [part["part_id"] for part in body["parts"]] == [str(part_id)]  # type: ignore[attr-defined]
    assert body["sealed"] == [{"keys": [], "fields": ["parts.0.text"], "data": ""}]


def test_an_erasure_is_told_with_the_person_and_nothing_else() -> None:
    meeting, person = uuid4(), UUID(int=7)
    record = of_erasure("stoke", meeting, person, 12, NOW, "quorate.police")
    headers = dict(record.headers)
    assert headers["ce_type"] == PERSON_ERASED.encode()
    assert headers["ce_subject"] == str(meeting).encode()
    assert body_of(record) == {"person_id": str(person)}
