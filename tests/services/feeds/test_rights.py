"""What agencies' systems may do in Kafka, asked of a broker with an authoriser and of one without."""

from pathlib import Path
from uuid import UUID

import pytest
from tests.support.agency_scene import FEEDS
from tests.support.kafka import access_to, running_broker

from quorate_events.kafka.access import KafkaAccess
from quorate_events.kafka.admin import KafkaAdmin
from quorate_events.kafka.feeds import AgencyFeed, FeedsUnreadable, declared_feeds
from quorate_events.kafka.ports import Kind, Right
from quorate_events.kafka.rights import apply_rights, plan_rights, wanted_rights
from quorate_events.kafka.topics import declared

ONE = [AgencyFeed("police", UUID(int=1), UUID(int=2), "User:police")]
TOPICS = declared("stoke", agencies=["police"])
OWN = "quorate.stoke.agency.police"


def test_an_agency_reads_its_feed_and_its_replies_writes_its_commands_and_nothing_else() -> None:
    rights = {
        (right.kind, right.name.removeprefix(OWN), right.operation) for right in wanted_rights(TOPICS, ONE)
    }
    assert {each for each in rights if each[2] != "DESCRIBE"} == {
        (Kind.TOPIC, ".events", "READ"),
        (Kind.TOPIC, ".replies", "READ"),
        (Kind.TOPIC, ".commands", "WRITE"),
        (Kind.GROUPS, ".events.", "READ"),
    }
    assert {each[1] for each in rights} == {".events", ".replies", ".commands", ".events."}


async def test_rights_are_planned_given_and_then_as_declared() -> None:
    authoriser = {
        "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users": "User:ANONYMOUS",
    }
    async with running_broker(**authoriser) as broker:
        admin = KafkaAdmin(access_to(broker.bootstrap))
        try:
            planned = await plan_rights(admin, TOPICS, ONE)
            assert set(planned.missing) == wanted_rights(TOPICS, ONE)
            await apply_rights(admin, planned)
            too_much = Right("User:police", Kind.TOPIC, "quorate.stoke.events", "READ")
            await admin.grant([too_much])
            again = await plan_rights(admin, TOPICS, ONE)
            assert (again.enforced, list(again.missing), list(again.besides)) == (True, [], [too_much])
        finally:
            await admin.close()


async def test_a_broker_without_an_authoriser_is_told_as_such(kafka: KafkaAccess) -> None:
    admin = KafkaAdmin(kafka)
    try:
        assert not (await plan_rights(admin, TOPICS, ONE)).enforced
        assert (await plan_rights(admin, TOPICS, [])).enforced
    finally:
        await admin.close()


def test_feeds_are_read_from_their_file(tmp_path: Path) -> None:
    file = tmp_path / "feeds.toml"
    file.write_text(FEEDS)
    police, school = declared_feeds(file)
    assert (police.name, police.principal, school.principal) == ("police", "User:police", None)
    assert declared_feeds(None) == ()


ID = "agency_id = '00000000-0000-0000-0000-00000000000{}'\nclient_id = '00000000-0000-0000-0000-00000000000{}'\n"


@pytest.mark.parametrize(
    "text",
    [
        "nonsense", "[police]\n", "[police]\nagency_id = 'x'\nclient_id = 'y'\n",
        f"[Police]\n{ID.format(1, 2)}", f"['a.b']\n{ID.format(1, 2)}",
        f"[a]\n{ID.format(1, 2)}[b]\n{ID.format(1, 3)}", f"[a]\n{ID.format(1, 2)}[b]\n{ID.format(3, 2)}",
        f"[a]\n{ID.format(1, 2)}principal='User:x'\n[b]\n{ID.format(3, 4)}principal='User:x'\n",
        f"[a]\n{ID.format(1, 2)}principal='x'\n", f"[a]\n{ID.format(1, 2)}more=1\n",
    ],
)  # fmt: skip
def test_a_file_of_feeds_that_makes_no_sense_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "feeds.toml"
    file.write_text(text)
    with pytest.raises(FeedsUnreadable):
        declared_feeds(file)
    with pytest.raises(FeedsUnreadable):
        declared_feeds(tmp_path / "missing.toml")
