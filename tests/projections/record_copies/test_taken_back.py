"""A copy does not tell an agency that another took its answer back, where it may know of no part of that."""

from uuid import UUID

import pytest
from tests.projections.record_copies.copies import copy_of
from tests.support.history import HEALTH, POLICE, History, speaker

from quorate_events.meetings.parts import WithdrawPart
from quorate_events.meetings.values import Part, Restriction
from quorate_events.meetings.vocabulary import Audience, PartHeading, RecordVariant, RestrictionGround

ORDINARY = Part(heading=PartHeading.WORRIES, text="What we know.")
RESTRICTED = Part(
    heading=PartHeading.WORRIES,
    text="An informant says so.",
    audience=Audience.RESTRICTED,
    restriction=Restriction(RestrictionGround.POLICE_INTELLIGENCE, "An informant", ()),
)


@pytest.mark.parametrize(
    ("variant", "agency", "part", "answer", "layout"),
    [
        (RecordVariant.AGENCY, HEALTH, RESTRICTED, "Submitted", 2),
        (RecordVariant.AGENCY, HEALTH, ORDINARY, "Withdrawn", 2),
        (RecordVariant.AGENCY, POLICE, RESTRICTED, "Withdrawn", 2),
        (RecordVariant.FULL, None, RESTRICTED, "Withdrawn", 2),
        (RecordVariant.AGENCY, HEALTH, RESTRICTED, "Withdrawn", 1),
    ],
    ids=["unseen", "seen", "own", "full", "made before this was so"],
)
def test_an_answer_that_was_taken_back(
    variant: RecordVariant, agency: UUID | None, part: Part, answer: str, layout: int
) -> None:
    history = History()
    meeting = history.convene(in_days=14)
    for each, role in ((POLICE, "detective_sergeant"), (HEALTH, "health_visitor")):
        history.invite(meeting, each, role)
    (part_id,) = history.contribute(meeting, POLICE, part)
    history.do(WithdrawPart(meeting_id=meeting, part_id=part_id, reason="Not sure"), speaker(POLICE))
    document = copy_of(history, meeting, variant, agency, layout=layout).document
    (answers,) = (
        table
        for section in document.sections
        for table in section.tables
        if table.caption == "Answers to what was asked"
    )
    assert [row[1] for row in answers.rows] == [answer]
