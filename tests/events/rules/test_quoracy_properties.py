"""What holds for quoracy whoever is present."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from quorate_events.meetings.vocabulary import MeetingKind, Sector
from quorate_events.rules.quoracy import Present, assess
from quorate_events.rules.rule_sets import RuleSets

RULE_SETS = RuleSets.packaged().all()
ROLES = sorted(RULE_SETS[0].roles)

kinds = st.sampled_from(MeetingKind)
people = st.builds(
    Present,
    agency_id=st.integers(1, 6).map(lambda number: UUID(int=number)),
    sector=st.sampled_from(Sector),
    role=st.sampled_from(ROLES),
    involved=st.booleans(),
)


@given(st.sampled_from(RULE_SETS), kinds, st.lists(people, max_size=10), people)
def test_one_more_person_never_makes_a_quorate_meeting_inquorate(rule_set, kind, present, newcomer):
    before = assess(rule_set, kind, present)
    after = assess(rule_set, kind, [*present, newcomer])

    assert after.quorate or not before.quorate
    assert len(after.counted) >= len(before.counted)


@given(st.sampled_from(RULE_SETS), kinds, st.lists(people, max_size=8), st.randoms())
def test_the_order_of_those_present_makes_no_difference(rule_set, kind, present, random):
    shuffled = random.sample(present, len(present))

    assert assess(rule_set, kind, shuffled) == assess(rule_set, kind, present)


@given(st.sampled_from(RULE_SETS), kinds, st.lists(people, max_size=8))
def test_a_meeting_is_quorate_exactly_when_nothing_is_missing_and_the_words_say_so(rule_set, kind, present):
    assessment = assess(rule_set, kind, present)

    assert assessment.quorate == (assessment.missing == ())
    assert assessment.explanation.startswith("Quorate." if assessment.quorate else "Not quorate.")
    assert all(label in assessment.explanation for label in assessment.missing)
