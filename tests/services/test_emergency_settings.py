"""The partnership sets how long, and how often, records are opened in an emergency."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from quorate_events.context import EmergencyTerms
from quorate_services.rulebook import load_rules, make_house
from quorate_services.settings import Environment, Settings


def terms(settings: Settings) -> EmergencyTerms:
    house = make_house(settings, load_rules(settings))
    return house.context(by=None).emergencies  # type: ignore[arg-type] # nobody decides anything here


def test_an_hour_three_at_once_and_five_a_day_hold_where_nothing_is_set() -> None:
    expected = EmergencyTerms(lasts=timedelta(minutes=60), at_once=3, a_day=5)
    assert terms(Settings(environment=Environment.TEST)) == expected


def test_what_is_set_reaches_every_decision(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("MINUTES", "30"), ("AT_ONCE", "2"), ("PER_DAY", "4")):
        monkeypatch.setenv(f"QUORATE_EMERGENCY_{name}", value)
    expected = EmergencyTerms(lasts=timedelta(minutes=30), at_once=2, a_day=4)
    assert terms(Settings.load(environment=Environment.TEST)) == expected


@pytest.mark.parametrize("name", ["emergency_minutes", "emergency_at_once", "emergency_per_day"])
def test_no_opening_at_all_cannot_be_set(name: str) -> None:
    with pytest.raises(ValidationError):
        Settings(environment=Environment.TEST, **{name: 0})  # type: ignore[arg-type]
