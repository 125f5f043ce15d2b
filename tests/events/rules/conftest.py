"""The shipped rule sets, a working calendar, and people to put in a meeting."""

from collections.abc import Callable
from uuid import UUID

import pytest

from quorate_events.rules.calendar import WorkingDayCalendar
from quorate_events.rules.quoracy import Present
from quorate_events.rules.rule_set import RuleSet
from quorate_events.rules.rule_sets import RuleSets

Person = Callable[..., Present]


@pytest.fixture(scope="session")
def rule_sets() -> RuleSets:
    return RuleSets.packaged()


@pytest.fixture(scope="session")
def baseline(rule_sets: RuleSets) -> RuleSet:
    return rule_sets.latest("england-baseline")


@pytest.fixture(scope="session")
def calendar(rule_sets: RuleSets, baseline: RuleSet) -> WorkingDayCalendar:
    return rule_sets.calendar_of(baseline)


@pytest.fixture(scope="session")
def person(baseline: RuleSet) -> Person:
    """Make somebody present: a role, the number of an agency, and whether the agency is involved."""

    def make(role: str, agency: int = 0, involved: bool = True) -> Present:
        sector = baseline.roles[role].sector
        assert sector is not None
        number = agency or list(type(sector)).index(sector) + 100
        return Present(agency_id=UUID(int=number), sector=sector, role=role, involved=involved)

    return make
