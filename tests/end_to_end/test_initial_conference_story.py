"""One initial conference from the first call to the last completed action, through GraphQL only.

The chapters are modules of ``story``. At each step they assert what each kind of user sees and may not see.
"""

from tests.end_to_end.story import (
    after_the_conference,
    conference_convened,
    information_shared,
    strategy_discussion,
    the_actions,
    the_board,
    the_conference,
)
from tests.end_to_end.story import cast as people
from tests.end_to_end.support.client import api_at
from tests.end_to_end.support.clock import MovedClock
from tests.end_to_end.support.house import running_house

from quorate_services.postgres.cluster import Cluster


async def test_an_initial_conference_from_the_strategy_discussion_to_the_last_completed_action(
    cluster: Cluster, migrated_template: str
) -> None:
    clock = MovedClock("2026-03-02 08:30")
    async with (
        running_house(cluster, migrated_template, clock) as house,
        api_at(house.address) as api,
    ):
        cast = await people.assemble(house, api)
        discussion = await strategy_discussion.told(cast, clock)
        conference = await conference_convened.told(cast, clock, discussion)
        await information_shared.told(cast, clock, conference)
        await the_conference.told(cast, clock, conference)
        await after_the_conference.told(cast, clock, conference)
        await the_actions.told(cast, clock, conference)
        await the_board.told(cast, discussion, conference)
