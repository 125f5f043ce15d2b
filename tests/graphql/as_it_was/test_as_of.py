"""Random histories: the record as of every position is what the views answered when they had come to it."""

import json
from typing import Any
from uuid import UUID, uuid4

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.graphql.access.withheld import actors, allowed, meetings
from tests.graphql.as_it_was.asking import asked, generous
from tests.support.history import CHAIR, SOCIAL_CARE
from tests.support.live_scene import live
from tests.support.marked_history import Timed, marked_history

from quorate_events.access.actor import Actor
from quorate_events.command import Command
from quorate_graphql.office import Office
from quorate_services.postgres.cluster import Cluster

THE_CHAIR = Actor(CHAIR, SOCIAL_CARE)
A_FEW = settings(
    max_examples=2,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    phases=[Phase.generate],
)


@A_FEW
@given(seed=st.integers(0, 10_000))
async def test_the_record_as_of_every_position_is_the_view_of_the_events_up_to_it(
    cluster: Cluster, migrated_template: str, seed: int
) -> None:
    history, schema = marked_history(seed, 2, Timed), generous()
    answered: dict[tuple[UUID, int], dict[str, Any]] = {}

    async def ask(office: Office, command: Command, position: int) -> None:
        await office.board.wait_for(office.projections, position, 30)
        if command.stream_id in meetings(history):
            answer = await asked(office, schema, THE_CHAIR, command.stream_id)
            answered[command.stream_id, position] = answer

    async with live(cluster, migrated_template, f"past_{uuid4().hex[:8]}", history, ask) as (office, _):
        assert len(answered) > len(meetings(history))
        for (meeting_id, position), then in answered.items():
            assert await asked(office, schema, THE_CHAIR, meeting_id, position=position) == then, position


@A_FEW
@given(seed=st.integers(0, 10_000))
async def test_nobody_is_shown_of_the_past_what_the_policy_withholds_today(
    cluster: Cluster, migrated_template: str, seed: int
) -> None:
    history, schema = marked_history(seed, 2, Timed), generous()
    async with live(cluster, migrated_template, f"past_{uuid4().hex[:8]}", history) as (office, _):
        for name, actor in actors(history).items():
            answers = [
                await asked(office, schema, actor, meeting_id, position=event.position)
                for meeting_id in meetings(history)
                for event in history.of(meeting_id)[::6]
            ]
            shown = {mark for mark in history.markers if mark in json.dumps(answers)}
            withheld = shown - allowed(history, actor)
            assert withheld == set(), (name, [history.markers[each] for each in withheld])
            assert shown or name != "chair"
