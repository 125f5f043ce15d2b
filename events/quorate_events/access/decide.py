"""The one question that every surface asks: may this actor do this with that, now?"""

from collections.abc import Iterable, Mapping

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor
from quorate_events.access.conditions import Condition, Question
from quorate_events.access.policy import Decision, Reason
from quorate_events.access.resources import Circumstances, Resource
from quorate_events.access.rules import RULES, Rule

Table = Mapping[Action, tuple[Rule, ...]]
"""The rules by what they are about."""


def by_action(rules: Iterable[Rule]) -> Table:
    """Return the rules by what they are about, in their order."""
    listed = tuple(rules)
    return {action: tuple(rule for rule in listed if action in rule.actions) for action in Action}


TABLE = by_action(RULES)
"""The rules that hold."""


def decide(
    actor: Actor,
    action: Action,
    resource: Resource | None,
    context: Circumstances,
    table: Table = TABLE,
) -> Decision:
    """Return whether ``actor`` may do ``action`` with ``resource``; what no rule allows is refused.

    The ground is that of the first rule that holds. The reason of a refusal is that of the rule that came
    furthest. Pure.
    """
    question = Question(actor, resource, context)
    furthest, reason = -1, Reason.NO_DUTY
    for rule in table[action]:
        passed, missing = _met(question, (rule.who, *rule.when))
        if missing is None:
            return Decision(rule.ground, None, rule.obligations)
        if passed > furthest:
            furthest, reason = passed, missing.reason
    return Decision(reason=reason)


def _met(question: Question, conditions: Iterable[Condition]) -> tuple[int, Condition | None]:
    """Return how many conditions hold, up to the first that does not."""
    passed = 0
    for condition in conditions:
        if not condition.holds(question):
            return passed, condition
        passed += 1
    return passed, None
