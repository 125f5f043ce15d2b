"""The core three of a strategy discussion, and the roles that Ofsted missed."""

import pytest

from quorate_events.meetings.vocabulary import MeetingKind
from quorate_events.rules.quoracy import assess, missing_roles

STRATEGY = MeetingKind.STRATEGY_DISCUSSION


def test_social_worker_police_and_health_make_a_strategy_discussion_quorate(baseline, person):
    present = [
        person("investigating_social_worker"),
        person("detective_sergeant", involved=False),
        person("paediatrician", involved=False),
    ]

    assert assess(baseline, STRATEGY, present).quorate


@pytest.mark.parametrize(
    ("absent", "named"),
    [
        ("detective_sergeant", "Police"),
        ("paediatrician", "Health"),
    ],
)
def test_other_agencies_do_not_replace_a_missing_one_of_the_core_three(baseline, person, absent, named):
    roles = {"investigating_social_worker", "detective_sergeant", "paediatrician", "head_teacher"} - {absent}

    assessment = assess(baseline, STRATEGY, [person(role) for role in roles])

    assert not assessment.quorate
    assert assessment.missing == (named,)


def test_a_conference_administrator_does_not_replace_the_social_worker(baseline, person):
    present = [person("conference_administrator"), person("police_officer"), person("health_visitor")]

    assessment = assess(baseline, STRATEGY, present)

    assert len(assessment.missing) == 1
    assert assessment.missing[0].startswith("Children's social care (Investigating social worker or ")


def test_a_quorate_discussion_without_investigating_social_worker_and_manager_still_names_them(
    baseline, person
):
    present = [person("social_worker"), person("police_officer"), person("health_visitor")]

    missing = missing_roles(baseline, STRATEGY, present)

    assert assess(baseline, STRATEGY, present).quorate
    assert [each.label for each in missing] == ["Investigating social worker", "Team manager"]


def test_nobody_is_missing_when_each_required_role_is_there(baseline, person):
    present = [
        person("investigating_social_worker"),
        person("team_manager"),
        person("police_officer"),
        person("health_visitor"),
    ]

    assert missing_roles(baseline, STRATEGY, present) == ()


def test_a_social_worker_alone_is_told_that_police_and_health_are_missing_and_nothing_more(baseline, person):
    assert assess(baseline, STRATEGY, [person("investigating_social_worker")]).missing == ("Police", "Health")


def test_a_role_that_does_not_do_the_social_work_does_not_stand_for_childrens_social_care(baseline, person):
    present = [person("lado"), person("police_officer"), person("health_visitor")]

    assessment = assess(baseline, STRATEGY, present)

    assert not assessment.quorate
    assert (
        "Local authority designated officer (this role does not stand for children's social care)"
        in assessment.explanation
    )


def test_an_agency_that_must_be_asked_is_not_replaced_by_another(baseline, person):
    present = [person("investigating_social_worker"), person("team_manager"), person("head_teacher")]

    assert [each.label for each in missing_roles(baseline, STRATEGY, present)] == ["Police", "Health"]
