"""What is personal is on the log as ciphertext, opens where it was written, and nowhere else."""

from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from eventsourcing.persistence import StoredEvent
from tests.support.history import CHAIR, HEALTH, POLICE, History
from tests.support.keys import codec_with, keyring_at

from quorate_events.meetings.contributions import ContributionSubmitted
from quorate_events.meetings.convening import AddChild
from quorate_events.meetings.values import ChildSubject, Part
from quorate_events.meetings.vocabulary import PartHeading
from quorate_events.people.child import ChildRegistered
from quorate_events.people.practitioner import PractitionerRegistered
from quorate_events.personal import ERASED, is_erased
from quorate_events.store import EventCodec
from quorate_events.store.codec import SealedUnreadable
from quorate_events.vault.errors import PersonErased
from quorate_events.vault.keyring import Keyring
from quorate_events.vault.seal import Sealed

MARK = "Marker-7Q"


def meeting(history: History, children: int = 1) -> UUID:
    """A meeting with a marked text in every kind of place."""
    history.register_agencies()
    meeting_id = history.convene(children=children)
    history.invite(meeting_id, POLICE, "detective_sergeant")
    child = history.children_of(meeting_id)[0]
    own = Part(heading=PartHeading.WORRIES, text=f"{MARK} of one", child_id=child)
    everybody = Part(heading=PartHeading.WORRIES, text=f"{MARK} of all")
    history.contribute(meeting_id, POLICE, own, everybody)
    history.open(meeting_id)
    history.attend(meeting_id, None, "parent")
    return meeting_id


async def stored(codec: EventCodec, history: History) -> list[StoredEvent]:
    return await codec.encode([each.event for each in history.events], {})


async def read(codec: EventCodec, events: list[StoredEvent]) -> list[Any]:
    await codec.ready(events)
    return [codec.to_domain_event(each) for each in events]


async def test_what_was_written_is_read_again(codec: EventCodec, history: History) -> None:
    meeting(history, children=2)
    history.register_child(uuid4())
    assert await read(codec, await stored(codec, history)) == [each.event for each in history.events]


async def test_no_text_stands_in_the_clear(codec: EventCodec, history: History) -> None:
    meeting(history, children=2)
    history.register_child(uuid4(), "Marker-7Q Child")
    whole = b"".join(each.state for each in await stored(codec, history))
    for text in (
        MARK,
        "Concerns about neglect",
        "The family is known",
        "A relative",
        "Robin Chair",
        "2019-05-01",
    ):
        assert text.encode() not in whole


async def test_a_text_without_words_stays_as_it_is(codec: EventCodec, history: History) -> None:
    meeting(history)
    for event in await stored(codec, history):
        body = msgspec.json.decode(event.state)
        for each in body.get("sealed", ()):
            assert "reference" not in each["fields"]


async def test_text_about_one_child_is_under_that_childs_key_and_other_text_under_the_keys_of_all(
    codec: EventCodec, history: History
) -> None:
    meeting_id = meeting(history, children=2)
    children = sorted(history.children_of(meeting_id))
    events = [each for each in await stored(codec, history) if each.topic == ContributionSubmitted.TOPIC]
    (event,) = events
    sealed = msgspec.convert(msgspec.json.decode(event.state)["sealed"], tuple[Sealed, ...])
    keys = {each.fields: each.keys for each in sealed}
    assert keys == {
        ("parts.0.text",): (history.children_of(meeting_id)[0],),
        ("parts.1.text",): tuple(children),
    }


async def test_a_child_who_joins_later_shares_what_is_written_from_then_on(
    codec: EventCodec, history: History
) -> None:
    meeting_id = meeting(history)
    first, second = history.children_of(meeting_id)[0], uuid4()
    history.do(AddChild(meeting_id=meeting_id, child=ChildSubject(second), reason="A brother"))
    joined = (await stored(codec, history))[-1]
    (sealed,) = msgspec.convert(msgspec.json.decode(joined.state)["sealed"], tuple[Sealed, ...])
    assert sealed.keys == tuple(sorted((first, second)))


async def test_erasing_one_of_several_makes_their_common_text_unreadable(
    codec: EventCodec, keyring: Keyring, history: History
) -> None:
    meeting_id = meeting(history, children=2)
    events = await stored(codec, history)
    first, second = history.children_of(meeting_id)
    await keyring.destroy([second])
    shared = next(e for e in await read(codec, events) if isinstance(e, ContributionSubmitted))
    assert shared.parts[0].text == f"{MARK} of one"
    assert is_erased(shared.parts[1].text)
    await keyring.destroy([first])
    shared = next(e for e in await read(codec, events) if isinstance(e, ContributionSubmitted))
    assert is_erased(shared.parts[0].text)


async def test_who_was_erased_is_read_as_erased_and_never_as_an_error(
    codec: EventCodec, keyring: Keyring, history: History
) -> None:
    child = uuid4()
    history.register_child(child)
    history.register_agencies()
    events = await stored(codec, history)
    await keyring.destroy([child, CHAIR])
    found = await read(codec, events)
    registered = next(each for each in found if isinstance(each, ChildRegistered))
    assert (registered.name, registered.date_of_birth) == (ERASED, None)
    chair = next(e for e in found if isinstance(e, PractitionerRegistered) and e.originator_id == CHAIR)
    assert (chair.name, chair.title) == (ERASED, ERASED)


async def test_nothing_more_is_written_about_who_was_erased(
    codec: EventCodec, keyring: Keyring, history: History
) -> None:
    meeting_id = meeting(history, children=2)
    first, second = sorted(history.children_of(meeting_id))
    await keyring.destroy([first])
    history.invite(meeting_id, HEALTH, "health_visitor")
    (event,) = await codec.encode([history.events[-1].event], {meeting_id: (first, second)})
    (sealed,) = msgspec.convert(msgspec.json.decode(event.state)["sealed"], tuple[Sealed, ...])
    assert sealed.keys == (second,)
    await keyring.destroy([second])
    with pytest.raises(PersonErased):
        await codec.encode([history.events[-1].event], {meeting_id: (first, second)})


def changed(event: StoredEvent, **sealed: Any) -> StoredEvent:
    body = msgspec.json.decode(event.state)
    body["sealed"][0] |= sealed
    return StoredEvent(event.originator_id, event.originator_version, event.topic, msgspec.json.encode(body))


@pytest.mark.parametrize(
    "attack", ["a flipped byte", "another version", "another stream", "other fields", "of another event"]
)
async def test_what_was_moved_or_altered_does_not_open(
    codec: EventCodec, history: History, attack: str
) -> None:
    history.register_child(uuid4())
    history.register_child(uuid4())
    one, other = await stored(codec, history)
    sealed = msgspec.json.decode(one.state)["sealed"][0]
    attacked = {
        "a flipped byte": lambda: changed(
            one, data=("B" if sealed["data"][0] == "A" else "A") + sealed["data"][1:]
        ),
        "another version": lambda: StoredEvent(one.originator_id, 2, one.topic, one.state),
        "another stream": lambda: StoredEvent(other.originator_id, 1, one.topic, one.state),
        "other fields": lambda: changed(one, fields=["nhs_number", "date_of_birth"]),
        "of another event": lambda: changed(one, **msgspec.json.decode(other.state)["sealed"][0]),
    }[attack]()
    await codec.ready([attacked])
    with pytest.raises(SealedUnreadable) as refused:
        codec.to_domain_event(attacked)
    assert "Sam" not in str(refused.value)


async def test_what_was_encrypted_anew_under_a_key_of_the_attackers_own_does_not_open(
    database, codec: EventCodec, history: History, tmp_path
) -> None:
    """With every right in the database, and without the key-encryption key."""
    history.register_child(uuid4())
    (event,) = await stored(codec, history)
    async with keyring_at(database.app_dsn, "elsewhere", tmp_path / "attacker.json") as others:
        (forged,) = await codec_with(others).encode([history.events[0].event], {})
    assert forged.state != event.state
    await codec.ready([forged])
    with pytest.raises(SealedUnreadable):
        codec.to_domain_event(forged)


async def test_a_process_without_keys_says_that_it_has_none(codec: EventCodec, history: History) -> None:
    history.register_child(uuid4())
    (event,) = await stored(codec, history)
    without = EventCodec([ChildRegistered])
    with pytest.raises(SealedUnreadable, match="cannot be opened"):
        without.to_domain_event(event)


async def test_what_was_written_before_there_were_keys_is_read_as_it_is(
    codec: EventCodec, history: History
) -> None:
    meeting(history)
    plain = EventCodec({type(each.event) for each in history.events})
    before = [plain.to_stored_event(each.event) for each in history.events]
    assert await read(codec, before) == [each.event for each in history.events]


async def test_an_event_of_an_older_class_is_opened_before_it_is_brought_up_to_date(
    codec: EventCodec, history: History
) -> None:
    history.register_agencies([POLICE])
    registered = next(e.event for e in history.events if isinstance(e.event, PractitionerRegistered))
    (event,) = await codec.encode([registered], {})
    body = msgspec.json.decode(event.state)
    del body["duties"], body["class_version"]
    older = StoredEvent(event.originator_id, 1, event.topic, msgspec.json.encode(body))
    (found,) = await read(codec, [older])
    assert found.name == registered.name
