"""When the chair of an inquorate conference may proceed."""

from quorate_events.meetings.vocabulary import MeetingKind
from quorate_events.rules.quoracy import assess

INITIAL = MeetingKind.INITIAL_CONFERENCE


def test_a_quorate_conference_needs_no_exception(baseline, person):
    present = [person("social_worker"), person("head_teacher"), person("health_visitor")]

    assert assess(baseline, INITIAL, present).may_proceed_for == ()


def test_childrens_social_care_and_one_other_opens_the_exception_of_that_name(baseline, person):
    present = [person("social_worker"), person("head_teacher")]

    assert "lead_and_one_other" in assess(baseline, INITIAL, present).may_proceed_for


def test_one_other_alone_does_not_open_the_exception_that_needs_childrens_social_care(baseline, person):
    assert "lead_and_one_other" not in assess(baseline, INITIAL, [person("head_teacher")]).may_proceed_for


def test_childrens_social_care_alone_does_not_open_the_exception_that_needs_another(baseline, person):
    assert "lead_and_one_other" not in assess(baseline, INITIAL, [person("social_worker")]).may_proceed_for


def test_a_local_attendance_difficulty_must_be_reported_to_the_safeguarding_partners(baseline, person):
    assessment = assess(baseline, INITIAL, [person("social_worker")])

    assert (
        "Agencies have a local difficulty in attending (report it to the safeguarding partners)"
        in assessment.explanation
    )


def test_two_inquorate_conferences_in_a_row_are_not_allowed(rule_sets):
    conferences = [kind for kind in MeetingKind if kind.is_conference]

    rules = [each.kinds[kind].quoracy for each in rule_sets.all() for kind in conferences]

    assert not any(rule.consecutive_inquorate_allowed for rule in rules)
