"""Who counts at a conference, and what the chair is told."""

from uuid import UUID

from quorate_events.meetings.vocabulary import MeetingKind, Sector
from quorate_events.rules.quoracy import Present, assess

INITIAL = MeetingKind.INITIAL_CONFERENCE


def test_the_same_attendance_is_quorate_where_disciplines_count_and_inquorate_where_health_is_one(
    rule_sets, person
):
    present = [person("investigating_social_worker"), person("health_visitor"), person("school_nurse")]

    each_discipline = assess(rule_sets.latest("northbrook"), INITIAL, present)
    health_as_one = assess(rule_sets.latest("saltmarsh"), INITIAL, present)

    assert each_discipline.quorate
    assert each_discipline.explanation == (
        "Quorate. Children's social care was there (Investigating social worker). "
        "Besides, two disciplines counted, and at least two are needed: "
        "Health visiting (Health visitor); School nursing (School nurse)."
    )
    assert not health_as_one.quorate
    assert health_as_one.explanation.startswith(
        "Not quorate. Children's social care was there (Investigating social worker). "
        "Besides, one discipline counted, and at least two are needed: "
        "Health (Health visitor, School nurse). "
        "Missing: one more discipline with direct contact or involvement with the child or family. "
        "The chair may proceed for one of these reasons, and must record it: "
        "The chair accepts two agencies, children's social care being one of them; "
    )
    assert health_as_one.missing == (
        "one more discipline with direct contact or involvement with the child or family",
    )


def test_two_agencies_of_one_sector_count_twice_when_agencies_are_counted(baseline, person):
    present = [
        person("social_worker"),
        person("gp", agency=1),
        person("health_visitor", agency=2),
    ]

    assessment = assess(baseline, INITIAL, present)

    assert assessment.quorate
    assert assessment.counted == (
        "Children's social care (Social worker)",
        "Health (GP)",
        "Health (Health visitor)",
    )


def test_a_conference_without_childrens_social_care_is_inquorate_whoever_else_is_there(baseline, person):
    present = [person("police_officer"), person("health_visitor"), person("head_teacher")]

    assessment = assess(baseline, INITIAL, present)

    assert not assessment.quorate
    assert assessment.missing == ("Children's social care",)
    assert "Children's social care was not there, and must be." in assessment.explanation


def test_the_chair_and_the_administrator_do_not_stand_for_childrens_social_care(baseline, person):
    present = [
        person("conference_chair"),
        person("conference_administrator"),
        person("health_visitor"),
        person("head_teacher"),
    ]

    assessment = assess(baseline, INITIAL, present)

    assert assessment.missing == ("Children's social care",)
    assert (
        "Conference chair (the chair leads the conference and represents no agency)" in assessment.explanation
    )


def test_an_agency_without_contact_with_the_family_does_not_count_and_the_chair_is_told_why(baseline, person):
    present = [person("social_worker"), person("head_teacher"), person("police_officer", involved=False)]

    assessment = assess(baseline, INITIAL, present)

    assert not assessment.quorate
    assert (
        "Did not count: Police officer (no direct contact or involvement with the child or family)."
        in assessment.explanation
    )


def test_the_family_is_heard_and_never_counted(baseline, person):
    parent = Present(agency_id=UUID(int=1), sector=Sector.OTHER, role="parent", involved=True)

    assessment = assess(baseline, INITIAL, [person("social_worker"), person("head_teacher"), parent])

    assert not assessment.quorate
    assert (
        "Family members and those who came with them are heard, and do not count." in assessment.explanation
    )


def test_a_role_that_the_rules_do_not_know_does_not_count(baseline, person):
    stranger = Present(agency_id=UUID(int=1), sector=Sector.POLICE, role="astrologer", involved=True)

    assessment = assess(baseline, INITIAL, [person("social_worker"), person("head_teacher"), stranger])

    assert not assessment.quorate
    assert "Astrologer (the rule set has no such role)" in assessment.explanation


def test_local_words_for_a_role_are_used(rule_sets, person):
    assessment = assess(rule_sets.latest("saltmarsh"), INITIAL, [person("conference_chair")])

    assert "Child protection adviser (the chair leads" in assessment.explanation


def test_nobody_present_is_inquorate_and_everything_is_missing(baseline):
    assessment = assess(baseline, INITIAL, [])

    assert assessment.missing == (
        "Children's social care",
        "two more agencies with direct contact or involvement with the child or family",
    )
    assert assessment.counted == ()
