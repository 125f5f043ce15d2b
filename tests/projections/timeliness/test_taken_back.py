"""An answer that was taken back goes on as one for those who may not know of any part of it."""

from typing import Any

import pytest
from tests.support.folding import see_everything, show
from tests.support.history import HEALTH, POLICE, RULES, SOCIAL_CARE, History, reader, speaker

from quorate_events.meetings.parts import WithdrawPart
from quorate_events.meetings.values import Part, Restriction
from quorate_events.meetings.vocabulary import Audience, PartHeading, RestrictionGround
from quorate_projections.directory.projection import DirectoryProjection
from quorate_projections.information_shared.projection import InformationSharedProjection
from quorate_projections.timeliness.projection import TimelinessProjection
from quorate_projections.timeliness.queries import timeliness

PEOPLE = ((SOCIAL_CARE, "social_worker"), (POLICE, "detective_sergeant"), (HEALTH, "health_visitor"))
RESTRICTED = Part(
    heading=PartHeading.WORRIES,
    text="An informant says so.",
    audience=Audience.RESTRICTED,
    restriction=Restriction(RestrictionGround.POLICE_INTELLIGENCE, "An informant", ()),
)


@pytest.fixture
def answered(history: History) -> tuple[Any, Any, Any]:
    """A conference for which everybody has reported: the police a restricted part, social care an ordinary one."""
    meeting = history.convene(in_days=30)
    for agency, role in PEOPLE:
        history.invite(meeting, agency, role)
    history.nothing_held(meeting, HEALTH)
    (ordinary,) = history.contribute(meeting, SOCIAL_CARE)
    (restricted,) = history.later(days=1).contribute(meeting, POLICE, RESTRICTED)
    return meeting, ordinary, restricted


def withdraw(history: History, meeting: Any, part: Any, agency: Any) -> None:
    history.later(days=1).do(
        WithdrawPart(meeting_id=meeting, part_id=part, reason="Not sure"), speaker(agency)
    )


async def told(database: Any, history: History, meeting: Any, *agencies: Any) -> list[Any]:
    """What people of each of the agencies are told of the reports, and of the clock that all of them stop."""
    shown = (DirectoryProjection(), TimelinessProjection(RULES), InformationSharedProjection())
    await show(database.owner_dsn, history.events, *shown)
    views, answers = await see_everything(database.owner_dsn), []
    for agency in agencies:
        answer = await timeliness(views, meeting, reader(agency), today=history.now.date())
        assert answer is not None
        (clock,) = (each for each in answer.clocks if each.clock == "agency_reports")
        reports = {each.agency_id: each.received_on for each in answer.reports}
        answers.append((reports, clock.met_on, clock.working_days_taken is not None, clock.state))
    await views.close()
    return answers


async def test_the_clock_of_the_reports_tells_nothing_either(
    database: Any, history: History, answered: Any
) -> None:
    meeting, _, restricted = answered
    came = history.now.date()
    withdraw(history, meeting, restricted, POLICE)
    unaware, own = await told(database, history, meeting, HEALTH, POLICE)
    assert (unaware[0][POLICE], unaware[1:]) == (came, (came, True, "met"))
    assert (own[0][POLICE], own[1:]) == (None, (None, False, "running"))


async def test_who_knows_that_another_report_is_missing_is_told_of_that_one_only(
    database: Any, history: History, answered: Any
) -> None:
    meeting, ordinary, restricted = answered
    came = history.now.date()
    withdraw(history, meeting, restricted, POLICE)
    withdraw(history, meeting, ordinary, SOCIAL_CARE)
    (health,) = await told(database, history, meeting, HEALTH)
    assert (health[0][POLICE], health[0][SOCIAL_CARE]) == (came, None)
    assert health[1:] == (None, False, "running")
