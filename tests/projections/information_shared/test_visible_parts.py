"""Plants a word in every part, and looks for it in everything that each viewer is answered."""

from datetime import timedelta

import msgspec
import pytest
from tests.projections.information_shared.conftest import KINDS, SAM, VIEWERS, conference, marker, planted
from tests.support.history import CHAIR, HOUSING, POLICE, SCHOOL, SOCIAL_CARE, History, reader, speaker

from quorate_events.meetings.parts import CorrectPart, WithdrawPart
from quorate_events.meetings.values import Release
from quorate_events.meetings.vocabulary import Audience
from quorate_events.rules.clocks import london_date, start_of_day
from quorate_projections.information_shared.queries import earlier_meetings, information_shared
from quorate_projections.information_shared.seen import InformationStatus


def plant(history: History, meeting):
    """Share a part of every kind, and correct each once."""
    for agency, audience, release in KINDS:
        part = planted(history, agency, audience, release)
        (part_id,) = history.contribute(meeting, agency, part)
        history.do(
            CorrectPart(
                meeting_id=meeting, part_id=part_id, text=f"{part.text} corrected", reason=f"{part.text} why"
            ),
            speaker(agency),
        )
        yield part_id, agency


def may_read(who, kind, *, opened, days, withdrawn):
    """Say from the brief's sentences alone whether a viewer may read the words of a part."""
    agency, audience, release = kind
    viewer = VIEWERS[who]
    if viewer.agency_id == agency or viewer.practitioner_id == CHAIR:
        return True
    released = {
        Release.ON_SUBMISSION: True,
        Release.AT_MEETING: opened,
        Release.AT_TIME: days >= 3,
        Release.BY_HAND: False,
    }[release]
    for_viewer = (
        {SCHOOL} if audience is Audience.RESTRICTED else {SCHOOL, SOCIAL_CARE, *(k[0] for k in KINDS)}
    )
    return released and not withdrawn and viewer.agency_id in for_viewer


@pytest.mark.parametrize("who", VIEWERS)
@pytest.mark.parametrize(
    ("opened", "days", "withdrawn"),
    [
        (False, 0, False),
        (True, 0, False),
        (False, 4, False),
        (True, 4, False),
        (True, 4, True),
    ],
)
async def test_no_word_of_a_withheld_part_reaches_a_viewer(shown, views, told, who, opened, days, withdrawn):
    meeting = conference(told)
    parts = list(plant(told, meeting))
    if opened:
        told.open(meeting)
    if withdrawn:
        for part_id, agency in parts:
            told.do(WithdrawPart(meeting_id=meeting, part_id=part_id, reason="Wrong family"), speaker(agency))
    told.later(days=days)
    await shown(told)
    viewer = VIEWERS[who]
    later = told.now + timedelta(days=60)
    direct = await information_shared(views, meeting, viewer, told.now)
    past = await earlier_meetings(views, [SAM], later, viewer, told.now)
    for answer in (direct, past):
        words = msgspec.json.encode(answer).decode()
        found = {kind for kind in KINDS if marker(*kind) in words}
        assert found == {
            kind for kind in KINDS if may_read(who, kind, opened=opened, days=days, withdrawn=withdrawn)
        }


async def test_an_uninvited_agency_is_answered_as_if_there_were_no_meeting(shown, views, told):
    meeting = conference(told)
    list(plant(told, meeting))
    await shown(told)
    hidden = await information_shared(views, meeting, reader(HOUSING), told.now)
    unknown = await information_shared(views, told.new_id(), reader(HOUSING), told.now)
    assert hidden is None
    assert unknown is None
    assert await earlier_meetings(views, [SAM], told.now.replace(year=2030), reader(HOUSING), told.now) == []


async def test_a_withheld_part_is_not_even_counted(shown, views, told):
    meeting = conference(told)
    told.contribute(meeting, POLICE, planted(told, POLICE, Audience.RESTRICTED, Release.ON_SUBMISSION))
    await shown(told)
    answer = await information_shared(views, meeting, VIEWERS["health"], told.now)
    assert answer is not None
    assert [agency.parts for agency in answer.agencies if agency.agency_id == POLICE] == [()]


async def test_the_audience_learns_that_a_part_was_withdrawn_and_why(shown, views, told):
    meeting = conference(told)
    part = planted(told, POLICE, Audience.PROFESSIONALS_ONLY, Release.ON_SUBMISSION)
    (part_id,) = told.contribute(meeting, POLICE, part)
    told.do(WithdrawPart(meeting_id=meeting, part_id=part_id, reason="Wrong family"), speaker(POLICE))
    await shown(told)
    answer = await information_shared(views, meeting, VIEWERS["health"], told.now)
    assert answer is not None
    (seen,) = next(agency for agency in answer.agencies if agency.agency_id == POLICE).parts
    assert (seen.text, seen.wordings) == (None, ())
    assert seen.withdrawn is not None
    assert seen.withdrawn.reason == "Wrong family"


async def test_that_an_agency_answered_is_known_by_the_day_and_nothing_that_happened_since(
    shown, views, told
):
    meeting = conference(told)
    (part_id,) = told.contribute(
        meeting, POLICE, planted(told, POLICE, Audience.RESTRICTED, Release.ON_SUBMISSION)
    )
    answered = told.now
    told.do(WithdrawPart(meeting_id=meeting, part_id=part_id, reason="Wrong family"), speaker(POLICE))
    await shown(told)
    entries = {}
    for who in ("health", "police"):
        answer = await information_shared(views, meeting, VIEWERS[who], told.now)
        assert answer is not None
        (entries[who],) = [each for each in answer.agencies if each.agency_id == POLICE]
    hidden, own = entries["health"], entries["police"]
    assert (hidden.status, hidden.parts) == (InformationStatus.SUBMITTED, ())
    assert hidden.answered_at == start_of_day(london_date(answered))
    assert (own.status, own.answered_at) == (InformationStatus.WITHDRAWN, answered)
