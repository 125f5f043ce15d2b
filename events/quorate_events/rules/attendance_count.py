"""Who counts towards quoracy, who does not, and why. The words are put around it in ``quoracy_words``."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from msgspec import Struct

from quorate_events.meetings.vocabulary import Sector
from quorate_events.rules.rule_set import CountBy, QuoracyRule, RuleSet


class Present(Struct, frozen=True, order=True):
    """A person who was there: for which agency, in which role, and whether that agency is involved.

    ``involved`` means direct contact or involvement with the child or family, historic or current. Family
    members have no agency, and ``Sector.OTHER`` stands for none.
    """

    agency_id: UUID | None
    sector: Sector
    role: str
    involved: bool


@dataclass(frozen=True, order=True)
class CountedOther:
    """An agency or discipline that counted once, and the labels of the roles that it came in."""

    name: str
    roles: tuple[str, ...]

    @property
    def label(self) -> str:
        """What counted and through whom: ``Health (Health visitor, School nurse)``."""
        if self.roles == (self.name,):
            return self.name
        return f"{self.name} ({', '.join(self.roles)})"


@dataclass(frozen=True, order=True)
class NotCounted:
    """A role that was there and did not count, and why."""

    role: str
    reason: str


@dataclass(frozen=True)
class Counted:
    """The count for one meeting, in an order that does not depend on who was named first."""

    lead: CountedOther | None
    others: tuple[CountedOther, ...]
    sectors: frozenset[Sector]
    """The sectors of those who counted as others."""
    not_counted: tuple[NotCounted, ...]
    family_present: bool

    @property
    def labels(self) -> tuple[str, ...]:
        """Everything that counted, the lead sector first."""
        lead = (self.lead.label,) if self.lead else ()
        return lead + tuple(other.label for other in self.others)


def count(rule_set: RuleSet, rule: QuoracyRule, present: Iterable[Present]) -> Counted:
    """Count those ``present`` by ``rule``. Pure; the order of ``present`` makes no difference."""
    people = frozenset(present)
    family = frozenset(person for person in people if _is_family(rule_set, person))
    reasons = {person: _why_not(rule_set, rule, person) for person in people - family}
    counting = frozenset(person for person, reason in reasons.items() if reason is None)
    leads = frozenset(person for person in counting if person.sector is rule.lead_sector)
    lead = CountedOther(rule_set.label(rule.lead_sector), _roles(rule_set, leads)) if leads else None
    return Counted(
        lead=lead,
        others=_others(rule_set, rule, counting - leads),
        sectors=frozenset(person.sector for person in counting - leads),
        not_counted=_not_counted(rule_set, reasons),
        family_present=bool(family),
    )


def _is_family(rule_set: RuleSet, person: Present) -> bool:
    role = rule_set.roles.get(person.role)
    return role is not None and role.family


def _why_not(rule_set: RuleSet, rule: QuoracyRule, person: Present) -> str | None:
    role = rule_set.roles.get(person.role)
    if role is None:
        return "the rule set has no such role"
    if role.not_counted_because:
        return role.not_counted_because
    if person.sector is rule.lead_sector:
        stands_for_lead = not rule.lead_roles or person.role in rule.lead_roles
        return (
            None if stands_for_lead else f"this role does not stand for {_lower(rule_set, rule.lead_sector)}"
        )
    if rule.only_involved and not person.involved:
        return "no direct contact or involvement with the child or family"
    return None


def _lower(rule_set: RuleSet, sector: Sector) -> str:
    label = rule_set.label(sector)
    return label[:1].lower() + label[1:]


def _others(rule_set: RuleSet, rule: QuoracyRule, people: Iterable[Present]) -> tuple[CountedOther, ...]:
    groups: dict[tuple[str, str], set[Present]] = {}
    for person in people:
        groups.setdefault(_counts_as(rule_set, rule, person), set()).add(person)
    return tuple(sorted(CountedOther(name, _roles(rule_set, group)) for (_, name), group in groups.items()))


def _counts_as(rule_set: RuleSet, rule: QuoracyRule, person: Present) -> tuple[str, str]:
    """Return what ``person`` counts as: a key that is the same for all who count together, and its name."""
    if rule.count_by is CountBy.AGENCY:
        return f"{person.sector}:{person.agency_id}", rule_set.label(person.sector)
    for group in rule.groups:
        if person.role in group.roles:
            return f"group:{group.code}", group.label
    for group in rule.groups:
        if person.sector in group.sectors:
            return f"group:{group.code}", group.label
    return f"sector:{person.sector}", rule_set.label(person.sector)


def _roles(rule_set: RuleSet, people: Iterable[Present]) -> tuple[str, ...]:
    return tuple(sorted({rule_set.label(person.role) for person in people}))


def _not_counted(rule_set: RuleSet, reasons: dict[Present, str | None]) -> tuple[NotCounted, ...]:
    unique = {
        NotCounted(rule_set.label(person.role), why) for person, why in reasons.items() if why is not None
    }
    return tuple(sorted(unique))
