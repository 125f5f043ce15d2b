"""What comes onto an agency's topic, when, and once."""

import asyncio
import json
import signal
import sys
from datetime import timedelta

import pytest
from tests.support.agency_scene import POLICE_SYSTEM, Scene, environment
from tests.support.folding import see_everything
from tests.support.history import ADMINISTRATOR, HEALTH, POLICE, SCHOOL, SOCIAL_CARE, speaker
from tests.support.kafka import until

from quorate_events.meetings.actions import AgreeAction
from quorate_events.meetings.convening import CancelMeeting, MeetingCancelled, RescheduleMeeting
from quorate_events.meetings.invitations import WithdrawInvitation
from quorate_events.meetings.parts import CorrectPart, ReleasePart, WithdrawPart
from quorate_events.meetings.values import Part, Release, Restriction
from quorate_events.meetings.vocabulary import Audience, PartHeading, RestrictionGround
from quorate_events.people.membership import ResumeMember, SuspendMember
from quorate_services.feeds.records import ACCESS_ENDED
from quorate_services.feeds.states import FeedFenced
from quorate_services.postgres.roles import Role

SHARED = "quorate.meeting.contribution_submitted"


def part(text: str, release: Release = Release.ON_SUBMISSION, **more: object) -> Part:
    return Part(heading=PartHeading.WORRIES, text=text, release=release, **more)  # type: ignore[arg-type]


def texts(found: list[tuple[str, dict[str, object]]]) -> list[str]:
    return [each["text"] for kind, body in found if kind == SHARED for each in body["parts"]]  # type: ignore[attr-defined]


async def test_with_the_invitation_comes_the_meeting_the_child_and_what_is_asked(scene: Scene) -> None:
    assert await scene.told() == []
    await scene.invite()
    found = await scene.told()
    assert [kind for kind, _ in found] == [
        "quorate.child.registered",
        "quorate.meeting.convened",
        "quorate.meeting.agency_invited",
    ]
    assert (found[0][1]["name"], found[2][1]["why"], found[2][1]["asked"]) == ("Sam Example", "Why", "What")
    assert await scene.told("school") == []


async def test_a_record_is_a_cloudevent_that_says_what_brought_it(scene: Scene) -> None:
    await scene.invite()
    await scene.told()
    records = [dict(each.headers) for each in await scene.read(scene.topics().feed)]
    convened = next(each for each in records if each["ce_type"] == b"quorate.meeting.convened")
    invited = next(each for each in records if each["ce_type"] == b"quorate.meeting.agency_invited")
    assert convened["ce_because"] == invited["ce_position"] == invited["ce_because"]
    assert convened["ce_id"] == convened["ce_position"]
    assert len({each["ce_id"] for each in records}) == len(records)


async def test_a_part_comes_when_it_is_released_and_not_before(scene: Scene) -> None:
    await scene.invite()
    await scene.invite(HEALTH, "health_visitor")
    at = scene.clock.now() + timedelta(hours=2)
    ids = await scene.share(
        HEALTH, part("now"), part("at the meeting", Release.AT_MEETING), part("by hand", Release.BY_HAND),
        part("at two", Release.AT_TIME, release_at=at),
    )  # fmt: skip
    assert texts(await scene.told()) == ["now"]
    scene.clock.moment = at - timedelta(seconds=1)
    assert texts(await scene.told()) == ["now"]
    scene.clock.moment = at
    assert texts(await scene.told()) == ["now", "at two"]
    await scene.do(ReleasePart(meeting_id=scene.meeting_id, part_id=ids[2]), speaker(HEALTH))
    assert texts(await scene.told()) == ["now", "at two", "by hand"]
    await scene.open()
    assert texts(await scene.told()) == ["now", "at two", "by hand", "at the meeting"]
    kinds = [kind for kind, _ in await scene.told()]
    assert kinds.count("quorate.meeting.part_released") == 1


async def test_a_running_feed_releases_by_the_clock_without_an_event(scene: Scene) -> None:
    await scene.invite()
    await scene.invite(HEALTH, "health_visitor")
    at = scene.clock.now() + timedelta(hours=2)
    await scene.share(HEALTH, part("at two", Release.AT_TIME, release_at=at))
    feed = scene.feed()
    async with scene.running(feed):
        await until(lambda: feed.state.position and feed.state.position == feed.state.head)
        before = feed.state.told
        scene.clock.moment = at
        await until(lambda: feed.state.told == before + 1)
    assert texts(await scene.told()) == ["at two"]


async def test_a_clock_that_is_put_back_releases_nothing_twice(scene: Scene) -> None:
    await scene.invite()
    await scene.invite(HEALTH, "health_visitor")
    at = scene.clock.now() + timedelta(hours=2)
    await scene.share(HEALTH, part("at two", Release.AT_TIME, release_at=at))
    before, scene.clock.moment = scene.clock.moment, at
    assert texts(await scene.told()) == ["at two"]
    scene.clock.moment = before
    await scene.invite(SCHOOL, "designated_safeguarding_lead")
    await scene.told()
    scene.clock.moment = at
    await scene.invite(SOCIAL_CARE, "social_worker")
    assert texts(await scene.told()) == ["at two"]


async def test_a_correction_comes_with_the_text_and_a_withdrawal_is_told(scene: Scene) -> None:
    await scene.invite()
    await scene.invite(HEALTH, "health_visitor")
    ids = await scene.share(HEALTH, part("first", Release.AT_MEETING), part("gone"))
    by = speaker(HEALTH)
    await scene.do(CorrectPart(meeting_id=scene.meeting_id, part_id=ids[0], text="second", reason="r"), by)
    assert texts(await scene.told()) == ["gone"]
    await scene.do(WithdrawPart(meeting_id=scene.meeting_id, part_id=ids[1], reason="Wrong child"), by)
    await scene.open()
    found = await scene.told()
    assert texts(found) == ["gone", "first"]
    assert [body["text"] for kind, body in found if kind.endswith("part_corrected")] == ["second"]
    assert [body["reason"] for kind, body in found if kind.endswith("part_withdrawn")] == ["Wrong child"]


async def test_a_part_withdrawn_before_the_feed_came_to_it_is_not_told_any_more(scene: Scene) -> None:
    await scene.invite()
    await scene.invite(HEALTH, "health_visitor")
    ids = await scene.share(HEALTH, part("gone"))
    await scene.do(WithdrawPart(meeting_id=scene.meeting_id, part_id=ids[0], reason="r"), speaker(HEALTH))
    found = await scene.told()
    assert texts(found) == []
    assert [kind for kind, _ in found][-1] == "quorate.meeting.part_withdrawn"


async def test_a_restricted_part_comes_to_those_whom_it_names_only(scene: Scene) -> None:
    await scene.invite()
    await scene.invite(SCHOOL, "designated_safeguarding_lead")
    await scene.invite(HEALTH, "health_visitor")
    restriction = Restriction(RestrictionGround.THIRD_PARTY, "r", (POLICE,))
    await scene.share(HEALTH, part("for the police", audience=Audience.RESTRICTED, restriction=restriction))
    assert texts(await scene.told("police")) == ["for the police"]
    assert texts(await scene.told("school")) == []


async def test_an_agency_no_longer_invited_is_told_so_and_nothing_more(scene: Scene) -> None:
    invitation = await scene.invite()
    await scene.told()
    await scene.do(
        WithdrawInvitation(meeting_id=scene.meeting_id, invitation_id=invitation, reason="A secret reason")
    )
    await scene.do(CancelMeeting(meeting_id=scene.meeting_id, reason="r"))
    found = await scene.told()
    assert found[-1] == (ACCESS_ENDED, {})
    assert [kind for kind, _ in found].count(ACCESS_ENDED) == 1
    assert "secret" not in json.dumps(found)


async def test_an_agency_invited_again_is_told_what_happened_meanwhile(scene: Scene) -> None:
    invitation = await scene.invite()
    await scene.told()
    await scene.do(
        WithdrawInvitation(meeting_id=scene.meeting_id, invitation_id=invitation, reason="Meanwhile")
    )
    moved = scene.clock.now() + timedelta(days=12)
    await scene.do(RescheduleMeeting(meeting_id=scene.meeting_id, scheduled_for=moved, reason="Moved"))
    await scene.told()
    await scene.invite()
    since = [kind for kind, _ in await scene.told()]
    since = since[since.index(ACCESS_ENDED) :]
    assert "quorate.meeting.rescheduled" in since
    assert since[-1] == "quorate.meeting.agency_invited"


async def test_an_action_comes_to_the_agency_that_owns_it_and_the_meeting_does_not(scene: Scene) -> None:
    await scene.invite(SOCIAL_CARE, "social_worker")
    await scene.open()
    await scene.do(
        AgreeAction(
            meeting_id=scene.meeting_id, what="Check", agency_id=POLICE, role="detective_sergeant",
            due=scene.clock.now().date() + timedelta(days=20), measure="m",
        )
    )  # fmt: skip
    assert [kind for kind, _ in await scene.told()] == ["quorate.meeting.action_agreed"]


async def test_while_the_client_is_suspended_nothing_goes_out_and_then_all_that_is_allowed(
    scene: Scene,
) -> None:
    await scene.do(SuspendMember(practitioner_id=POLICE_SYSTEM, reason="r"))
    await scene.invite()
    feed = scene.feed()
    async with scene.running(feed):
        await until(lambda: feed.state.failing == "feed_client_not_active")
        assert await scene.read(scene.topics().feed) == []
        await scene.do(ResumeMember(practitioner_id=POLICE_SYSTEM))
        await until(lambda: feed.state.told)
    assert len(await scene.told()) == 3


async def test_what_is_told_is_written_down_as_a_look_of_the_agencys_software(scene: Scene) -> None:
    await scene.invite()
    await scene.invite(HEALTH, "health_visitor")
    (part_id,) = await scene.share(HEALTH, part("now"))
    await scene.told()
    await until(lambda: not scene.office.looks.waiting)
    owner = await see_everything(scene.wiring.connections.dsn(Role.OWNER))
    try:
        looks = await owner.fetch(
            "select practitioner_id, ground, meeting_id, child_ids, part_ids from quorate.looks "
            "where ledger = $1 and what = 'feed' order by at, look_id", scene.wiring.ledger,
        )  # fmt: skip
    finally:
        await owner.close()
    assert {each["practitioner_id"] for each in looks} == {POLICE_SYSTEM}
    assert {(each["ground"], each["meeting_id"]) for each in looks} == {("invited", scene.meeting_id)}
    assert [each["child_ids"] for each in looks] == [[scene.child_id]] * len(looks)
    assert [shown for each in looks for shown in each["part_ids"]] == [part_id]


async def test_the_next_process_goes_on_where_the_last_one_ended(scene: Scene) -> None:
    await scene.invite()
    first = await scene.told()
    again = scene.feed()
    await again.run(once=True)
    assert again.state.told == 0
    assert await scene.told() == first


async def test_a_topic_that_was_made_anew_is_filled_again(scene: Scene) -> None:
    await scene.invite()
    first = await scene.told()
    async with scene.admin() as admin:
        await admin.delete(scene.topics().feed)
    await scene.apply_topics()
    assert await scene.told() == first


async def test_a_second_process_takes_over_and_the_first_stops(scene: Scene) -> None:
    first, second = scene.feed(), scene.feed()
    async with scene.running(first) as running:
        await until(lambda: first.state.steps)
        async with scene.running(second):
            await until(lambda: second.state.head and second.state.position == second.state.head)
            await scene.invite()
            with pytest.raises(FeedFenced):
                async with asyncio.timeout(30):
                    await running
            await until(lambda: second.state.told)
    assert len(await scene.told()) == 3


HANGS_BEFORE_COMMIT = """
import asyncio, sys, time
from pathlib import Path
from kafka import KafkaProducer
from quorate_services.composition import wire
from quorate_services.feeds.feed import Feed
from quorate_services.feeds.topics import all_topics, topics_of
from quorate_services.settings import Settings
from quorate_events.kafka.feeds import declared_feeds

def hang(producer):
    print("between", flush=True)
    time.sleep(600)

KafkaProducer.commit_transaction = hang
settings = Settings.load()
wiring, feed = wire(settings, None), declared_feeds(settings.kafka_feeds)[0]
names = topics_of(all_topics(settings), feed)
dsn, out = settings.projector_database_url.get_secret_value(), (names.feed, names.position)

class Nowhere:
    async def write(self, *_):
        pass

feed = Feed(feed, dsn, wiring.ledger, wiring.codec, settings.kafka, out, wiring.house.clock, Nowhere())
asyncio.run(feed.run())
"""


async def test_killed_between_produce_and_commit_the_next_one_tells_it_once(scene: Scene) -> None:
    await scene.invite()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HANGS_BEFORE_COMMIT, env=environment(scene), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    async with asyncio.timeout(60):
        assert await process.stdout.readline() == b"between\n"
    process.send_signal(signal.SIGKILL)
    await process.wait()
    assert [kind for kind, _ in await scene.told()] == [
        "quorate.child.registered",
        "quorate.meeting.convened",
        "quorate.meeting.agency_invited",
    ]


async def test_a_meeting_with_an_event_of_a_later_release_waits_and_no_other_does(scene: Scene) -> None:
    await scene.invite()
    await scene.told()
    owner = await see_everything(scene.wiring.connections.dsn(Role.OWNER))
    try:
        await owner.execute(LATER, scene.wiring.ledger, scene.meeting_id)
        feed = scene.feed()
        await feed.run(once=True)
        assert (feed.state.halted, feed.state.told) == (1, 0)
        # The release that can read it comes.
        await owner.execute("alter table quorate.stored_events disable trigger user")
        cancelled = MeetingCancelled(scene.meeting_id, 0, scene.clock.now(), ADMINISTRATOR, "r")
        state = scene.wiring.codec.to_stored_event(cancelled).state
        await owner.execute(READABLE, scene.wiring.ledger, scene.meeting_id, state)
    finally:
        await owner.close()
    await scene.feed().run(once=True)
    assert [kind for kind, _ in await scene.told()][-1] == "quorate.meeting.cancelled"


LATER = """
with head as (
    update quorate.ledger_head set position = position + 1 where ledger = $1 returning position
)
insert into quorate.stored_events
    (ledger, notification_id, originator_id, originator_version, topic, state, commit_id)
select $1, head.position, $2, (
        select max(originator_version) + 1 from quorate.stored_events where ledger = $1 and originator_id = $2
    ), 'quorate.meeting.of_a_later_release', convert_to('{}', 'utf8'), gen_random_uuid()
from head
"""
READABLE = """
update quorate.stored_events set topic = 'quorate.meeting.cancelled', state = $3
where ledger = $1 and topic = 'quorate.meeting.of_a_later_release' and originator_id = $2
"""
