"""What can be changed about a meeting as it stands, and why not otherwise."""

from typing import Any

import pytest

from quorate_services.portal.pages.arranging.steps import offers


def meeting(status: str, outcome: str = "", **other: Any) -> dict[str, Any]:
    decisions = [{"outcome": outcome}] if outcome else []
    return {
        "status": status,
        "kind": "INITIAL_CONFERENCE",
        "children": [{"decisions": decisions}],
        "actions": [],
        **other,
    }


def possible(told: dict[str, Any]) -> set[str]:
    found = offers(told)
    assert all(each.not_now.endswith(".") for each in found if each.not_now)
    return {each.step for each in found if not each.not_now}


@pytest.mark.parametrize("status", ["CONVENED", "ADJOURNED"])
def test_before_it_sits_a_meeting_is_moved_cancelled_and_given_another_chair(status: str) -> None:
    assert possible(meeting(status)) == {"move", "chair", "cancel"}


def test_while_it_sits_it_is_only_given_another_chair() -> None:
    assert possible(meeting("IN_SESSION")) == {"chair"}


def test_what_has_decided_or_agreed_something_is_not_cancelled() -> None:
    assert "cancel" not in possible(meeting("ADJOURNED", "PLAN_MADE"))
    assert "cancel" not in possible(meeting("ADJOURNED", actions=[{}]))


@pytest.mark.parametrize("status", ["CLOSED", "CONFIRMED"])
def test_a_core_group_belongs_to_a_closed_conference_with_a_plan(status: str) -> None:
    assert possible(meeting(status, "PLAN_CONTINUED")) == {"core-group"}
    assert possible(meeting(status, "PLAN_NOT_REQUIRED")) == set()
    assert possible(meeting(status, "PLAN_MADE", kind="STRATEGY_DISCUSSION")) == set()


def test_nothing_is_changed_about_a_cancelled_meeting() -> None:
    assert possible(meeting("CANCELLED")) == set()
