import uuid

import pytest
from tests.conftest import Database
from tests.services.cli.conftest import Quorate, Ran
from tests.support.folding import see_everything

from quorate_events.kafka.access import KafkaAccess
from quorate_events.kafka.admin import KafkaAdmin
from quorate_events.kafka.ports import TopicState


@pytest.fixture
async def relayed(quorate: Quorate, environment: dict[str, str], kafka: KafkaAccess) -> Quorate:
    """Run a command on the test's own database and a ledger of its own in Kafka."""
    environment |= {
        "QUORATE_PARTNERSHIP": f"t{uuid.uuid4().hex[:12]}",
        "QUORATE_KAFKA_BOOTSTRAP": kafka.bootstrap,
        "QUORATE_KAFKA_SECURITY": "plaintext",
        "QUORATE_KAFKA_REPLICATION": "1",
    }
    return quorate


def _finding(ran: Ran, subject: str) -> dict[str, str]:
    (found,) = [each for each in ran.document["findings"] if each["subject"] == subject]
    return found


async def _event(database: Database, ledger: str) -> None:
    owner = await see_everything(database.owner_dsn)
    await owner.execute("insert into quorate.ledger_head values ($1, 1)", ledger)
    await owner.execute(
        "insert into quorate.stored_events (ledger, notification_id, originator_id, originator_version, topic,"
        " state, commit_id, recorded_at) values ($1, 1, gen_random_uuid(), 1, 'a.topic', '{}', gen_random_uuid(),"
        " now() - interval '1 hour')",
        ledger,
    )
    await owner.close()


async def test_topics_are_planned_applied_and_then_as_declared(relayed: Quorate) -> None:
    planned = await relayed("topics", "--json")
    assert planned.code == 3
    assert {each["step"] for each in planned.document["topics"]} == {"create"}
    asked = await relayed("topics", "apply")
    assert asked.code == 3
    assert "Nothing was changed. Agree with --yes." in asked.out
    applied = await relayed("topics", "apply", "--yes", "--json")
    assert applied.code == 0
    assert applied.document["applied"]
    again = await relayed("topics", "apply")
    assert again.code == 0
    assert "Nothing to do." in again.out
    assert (await relayed("topics")).code == 0


async def test_fewer_partitions_are_refused_in_words(
    relayed: Quorate, environment: dict[str, str], kafka: KafkaAccess
) -> None:
    admin = KafkaAdmin(kafka)
    await admin.create(TopicState(f"quorate.{environment['QUORATE_PARTNERSHIP']}.events", 20, 1, {}))
    await admin.close()
    refused = await relayed("topics", "apply", "--yes")
    assert refused.code == 1
    assert "has 20 partitions, declared are 12" in refused.err
    assert "Declare 20 partitions" in refused.err


async def test_without_kafka_named_the_commands_say_so(quorate: Quorate) -> None:
    for command in (["topics"], ["relay", "--once"]):
        refused = await quorate(*command)
        assert refused.code == 1
        assert "QUORATE_KAFKA_BOOTSTRAP" in refused.err


async def test_plaintext_is_taken_on_this_machine_only(quorate: Quorate) -> None:
    named = {"QUORATE_KAFKA_BOOTSTRAP": "kafka.example.org:9092", "QUORATE_KAFKA_SECURITY": "plaintext"}
    refused = await quorate("topics", **named)
    assert refused.code == 1
    assert "on this machine only" in " ".join(refused.err.split())


async def test_a_relay_publishes_once_and_the_doctor_sees_it(
    relayed: Quorate, environment: dict[str, str], database: Database
) -> None:
    assert (await relayed("rebuild")).code == 0
    examined = await relayed("doctor", "--json")
    assert _finding(examined, "kafka topics")["health"] == "broken"
    refused = await relayed("relay", "--once")
    assert refused.code == 1
    assert "quorate topics apply" in refused.err

    assert (await relayed("topics", "apply", "--yes")).code == 0
    await _event(database, environment["QUORATE_PARTNERSHIP"])
    late = _finding(await relayed("doctor", "--json"), "relay")
    assert late["health"] == "watch"
    assert "1 events behind" in late["seen"]

    ran = await relayed("relay", "--once", "--json")
    assert ran.code == 0
    assert ran.document == {"position": 1, "head": 1, "published": 1}
    assert "Caught up at position 1." in ran.err
    examined = await relayed("doctor", "--json")
    assert _finding(examined, "kafka topics")["health"] == "well"
    assert _finding(examined, "relay")["seen"] == "at position 1, 0 events behind"
    rebuilt = await relayed("rebuild", "quoracy", "--from", "kafka")
    assert rebuilt.code == 0
    assert "1 events came from Kafka, 0 from the log." in rebuilt.out
    refused = await relayed("rebuild", "--stale", "--from", "kafka")
    assert "leave --from out" in " ".join(refused.err.split())


async def test_the_doctor_finds_a_kafka_that_is_away(quorate: Quorate) -> None:
    assert (await quorate("rebuild")).code == 0
    away = {"QUORATE_KAFKA_BOOTSTRAP": "127.0.0.1:9", "QUORATE_KAFKA_SECURITY": "plaintext"}
    examined = await quorate("doctor", "--json", **away)
    assert examined.code == 3
    assert _finding(examined, "kafka")["health"] == "broken"
