"""The AsyncAPI document: complete, followed by what is published, and kept to."""

import json
from typing import Any

import jsonschema
import pytest
from tests.support.random_history import random_history

from quorate_events.kafka.cloudevents import PublishedEvent, to_record
from quorate_events.meetings import catalogue as meetings
from quorate_events.people import catalogue as people
from quorate_events.store import EventCodec
from quorate_services.reference.asyncapi import VERSION_KEY, document
from quorate_services.reference.asyncapi_compare import breaking_changes, main

NAME = "quorate.meeting.agency_invited"


def copy() -> dict[str, Any]:
    return json.loads(json.dumps(document()))


def body(of: dict[str, Any], name: str = NAME) -> dict[str, Any]:
    payload = of["components"]["messages"][name]["payload"]
    return of["components"]["schemas"][payload["$ref"].rpartition("/")[2]]


def test_every_type_of_event_is_a_message_of_the_channel() -> None:
    topics = {event.TOPIC for event in (*meetings.EVENTS, *people.EVENTS)}
    found = document()
    assert topics < set(found["components"]["messages"])
    assert set(found["channels"]["events"]["messages"]) == topics


def test_the_agencies_topics_carry_what_an_agency_reads_posts_and_is_answered() -> None:
    channels = document()["channels"]
    assert "quorate.feed.access_ended" in channels["feed"]["messages"]
    assert "quorate.meeting.opened_in_emergency" not in channels["feed"]["messages"]
    assert "quorate.command.answer_invitation" in channels["inbox"]["messages"]
    assert "quorate.command.record_attendance" not in channels["inbox"]["messages"]
    assert set(channels["replies"]["messages"]) == {"quorate.reply.accepted", "quorate.reply.refused"}
    assert channels["feed"]["address"] == "quorate.{ledger}.agency.{agency}.events"


def test_every_reference_leads_somewhere() -> None:
    whole = document()

    def references(node: Any) -> Any:
        if isinstance(node, dict):
            yield from ([node["$ref"]] if "$ref" in node else ())
            node = list(node.values())
        if isinstance(node, list):
            for each in node:
                yield from references(each)

    for reference in set(references(whole)):
        at = whole
        for step in reference.removeprefix("#/").split("/"):
            at = at[step]


def test_what_is_published_is_as_the_document_says() -> None:
    history, codec = random_history(7), EventCodec((*meetings.EVENTS, *people.EVENTS))
    whole = document()
    headers = whole["components"]["messageTraits"]["cloudEvent"]["headers"]
    seen = set()
    for each in history.events:
        stored = codec.to_stored_event(each.event)
        event = PublishedEvent(
            "stoke", each.position, each.stream_id, each.stream_version, each.topic, stored.state, history.now
        )
        told = {name: value.decode() for name, value in to_record(event, "any").headers}
        jsonschema.validate(told, headers)
        message = whole["components"]["messages"][told["ce_type"]]
        assert told["ce_schemaversion"] == str(message[VERSION_KEY])
        schema = {**message["payload"], "components": whole["components"]}
        jsonschema.validate(json.loads(stored.state), schema)
        seen.add(told["ce_type"])
    assert len(seen) > 20


def test_nothing_changed_breaks_nothing() -> None:
    assert breaking_changes(copy(), copy()) == []


def _without_type(new: dict[str, Any]) -> None:
    del new["components"]["messages"][NAME]


def _without_field(new: dict[str, Any]) -> None:
    del body(new)["properties"]["why"]


def _field_may_be_missing(new: dict[str, Any]) -> None:
    body(new)["required"].remove("agency_id")


def _field_of_another_type(new: dict[str, Any]) -> None:
    body(new)["properties"]["why"] = {"type": "integer"}


def _field_may_be_null(new: dict[str, Any]) -> None:
    field = body(new)["properties"]["agency_id"]
    body(new)["properties"]["agency_id"] = {"anyOf": [field, {"type": "null"}]}


def _another_address(new: dict[str, Any]) -> None:
    new["channels"]["events"]["address"] = "elsewhere"


def _other_partitions(new: dict[str, Any]) -> None:
    new["channels"]["events"]["bindings"]["kafka"]["partitions"] = 3


def _header_gone(new: dict[str, Any]) -> None:
    del new["components"]["messageTraits"]["cloudEvent"]["headers"]["properties"]["ce_position"]


@pytest.mark.parametrize(
    "change",
    [_without_type, _without_field, _field_may_be_missing, _field_of_another_type, _field_may_be_null,
     _another_address, _other_partitions, _header_gone],
    ids=lambda change: change.__name__,
)  # fmt: skip
def test_what_takes_something_away_from_readers_is_refused(change: Any) -> None:
    new = copy()
    change(new)
    assert len(breaking_changes(copy(), new)) == 1


def test_what_adds_something_is_not_refused() -> None:
    new = copy()
    body(new)["properties"]["later"] = {"type": "string"}
    new["components"]["messages"]["quorate.meeting.later"] = new["components"]["messages"][NAME]
    assert breaking_changes(copy(), new) == []


def test_a_changed_event_with_a_new_version_is_not_refused_and_an_older_one_is() -> None:
    new = copy()
    _without_field(new)
    new["components"]["messages"][NAME][VERSION_KEY] += 1
    assert breaking_changes(copy(), new) == []
    assert breaking_changes(new, copy()) == [f"{NAME}: its version went back"]


def test_the_command_says_how_many(capsys: pytest.CaptureFixture[str], tmp_path: Any) -> None:
    assert main([]) == 0
    assert "0 breaking changes" in capsys.readouterr().out
    assert main([str(tmp_path / "missing.json")]) == 1
