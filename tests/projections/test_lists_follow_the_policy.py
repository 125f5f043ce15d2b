"""What the lists show is what the policy allows: their filters in SQL are the rules again, and stay equal to them."""

from uuid import UUID

import asyncpg
import pytest
from tests.support.folding import see_everything, show
from tests.support.history import AGENCIES, CHAIR, POLICE, RULES, History, worker_of
from tests.support.random_history import ROLES, random_history

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor, ActorKind, Duty
from quorate_events.access.decide import decide
from quorate_events.access.resources import LATER, ActionFacts, Circle, Resource, WorkFacts
from quorate_events.meetings.exclusions import ExcludeFromMeeting
from quorate_events.meetings.vocabulary import MeetingStatus
from quorate_projections.actions_agreed.projection import ActionsAgreedProjection
from quorate_projections.actions_agreed.queries import ActionFilter, actions, count_actions
from quorate_projections.directory.projection import DirectoryProjection
from quorate_projections.meeting_record.projection import MeetingRecordProjection
from quorate_projections.meeting_record.queries import MeetingFilter, count_meetings, meetings
from quorate_projections.scoped_views import ScopedViews
from quorate_projections.work_list.projection import WorkListProjection
from quorate_projections.work_list.queries import WorkFilter, count_work, work_list

ALL = 10_000


def everybody(circles: dict[UUID, Circle]) -> list[Actor]:
    """People and systems of every agency, of every duty, and all who are excluded from something."""
    found = [Actor(CHAIR, UUID(int=0xA001)), Actor(CHAIR, UUID(int=0xA001), frozenset({Duty.BOARD_ANALYST}))]
    for agency_id in AGENCIES:
        found += [Actor(worker_of(agency_id), agency_id, frozenset({duty})) for duty in Duty]
        found.append(Actor(worker_of(agency_id, 90), agency_id, kind=ActorKind.SYSTEM))
    excluded = {each for circle in circles.values() for each in circle.excluded_practitioner_ids}
    return found + [Actor(each, UUID(int=each.int // 0x1000)) for each in sorted(excluded)]


def circles_in(history: History) -> dict[UUID, Circle]:
    convened = [event.stream_id for event in history.events if event.topic == "quorate.meeting.convened"]
    return {each: history.aggregates[each].circle for each in convened}


def exclude_agencies(history: History) -> None:
    """Exclude one of the agencies invited to each meeting; to the last of them after it was given an action."""
    sitting = history.convene(children=[history.new_id()])
    history.invite(sitting, POLICE, ROLES[POLICE][0])
    history.open(sitting)
    history.agree_action(sitting, POLICE, ROLES[POLICE][0], history.now.date())
    for meeting_id, circle in circles_in(history).items():
        if history.aggregates[meeting_id].status is MeetingStatus.CANCELLED:
            continue
        for agency in sorted(circle.invited_agency_ids - {circle.convening_agency_id})[:1]:
            history.do(ExcludeFromMeeting(meeting_id=meeting_id, agency_id=agency, reason="A conflict"))


@pytest.mark.parametrize("seed", [3, 17, 40])
async def test_lists_and_counts_are_what_the_policy_allows(database, seed: int) -> None:
    history = random_history(seed, meetings=12)
    exclude_agencies(history)
    circles = circles_in(history)
    assert any(circle.excluded_agency_ids & circle.acting_agency_ids for circle in circles.values())
    assert any(circle.excluded_practitioner_ids for circle in circles.values())
    shown = (DirectoryProjection(), MeetingRecordProjection(), ActionsAgreedProjection())
    await show(database.owner_dsn, history.events, *shown, WorkListProjection(RULES))
    everything = await see_everything(database.owner_dsn)
    pool = await asyncpg.create_pool(database.app_dsn, min_size=1, max_size=1)
    try:
        rows = await everything.fetch("select meeting_id, action_id, agency_id from actions_agreed.actions")
        items = await everything.fetch("select * from work_list.items")
        for actor in everybody(circles):
            # Once by the filters alone, once with row-level security: it must hide nothing that the policy shows.
            for views in (everything, ScopedViews(pool, actor)):
                await _compare(views, actor, circles, history, rows, items)
    finally:
        await pool.close()
        await everything.close()


async def _compare(
    views, actor: Actor, circles: dict[UUID, Circle], history: History, rows, work_items
) -> None:
    def may(action: Action, resource: Resource) -> bool:
        return decide(actor, action, resource, LATER).allowed

    today = history.now.date()
    listed = {each.meeting_id for each in await meetings(views, MeetingFilter(), actor, limit=ALL)}
    assert listed == {each for each, circle in circles.items() if may(Action.LIST_MEETINGS, circle)}
    assert await count_meetings(views, MeetingFilter(), actor) == len(listed)

    found = {each.action_id for each in await actions(views, ActionFilter(), actor, today, limit=ALL)}
    facts = {row["action_id"]: ActionFacts(circles[row["meeting_id"]], row["agency_id"]) for row in rows}
    assert found == {each for each, about in facts.items() if may(Action.READ_ACTION, about)}
    assert await count_actions(views, ActionFilter(), actor, today) == len(found)

    work = {
        (each.meeting_id, each.item) for each in await work_list(views, WorkFilter(), actor, today, limit=ALL)
    }
    items = {
        (row["meeting_id"], row["item"]): (
            circles[row["meeting_id"]],
            row["agency_id"],
            row["practitioner_id"],
        )
        for row in work_items
    }
    assert work == {each for each, about in items.items() if may(Action.READ_WORK_ITEM, WorkFacts(*about))}
    assert sum(each.items for each in await count_work(views, WorkFilter(), actor, today)) == len(work)
