"""The rule sets and the calendar of this installation, and what every decision is handed."""

from datetime import timedelta

from quorate_events.command_service import House
from quorate_events.context import Clock, EmergencyTerms, SystemClock, uuid7
from quorate_events.meetings import catalogue as meetings
from quorate_events.people import catalogue as people
from quorate_events.rules.rule_sets import RuleSets
from quorate_services.settings import Settings


def load_rules(settings: Settings) -> RuleSets:
    """Return the packaged rule sets and the partnership's own. Raises ``BrokenRuleSet``."""
    return RuleSets.packaged() if settings.rule_sets is None else RuleSets.from_directory(settings.rule_sets)


def make_house(settings: Settings, rules: RuleSets, clock: Clock | None = None) -> House:
    """Return what decisions are handed, after making every event known to the codec.

    Raises ``UnknownRuleSet`` when the settings name none that there is.
    """
    meetings.register()
    people.register()
    return House(
        rules=rules,
        current=rules.latest(settings.rule_set),
        clock=clock or SystemClock(),
        new_id=uuid7,
        part_limit=settings.part_limit,
        sign_in_code_lasts=timedelta(minutes=settings.sign_in_code_minutes),
        synthetic_people=settings.invented_people,
        issuers=frozenset(each.issuer for each in settings.issuers),
        emergencies=EmergencyTerms(
            lasts=timedelta(minutes=settings.emergency_minutes),
            at_once=settings.emergency_at_once,
            a_day=settings.emergency_per_day,
        ),
    )
