"""Which rule sets there are, and what they say. It is the same for everybody, and names nobody."""

from typing import Annotated

import strawberry

from quorate_graphql.context import Info
from quorate_graphql.fields import field
from quorate_graphql.rule_sets.types import RuleSet, shown

OfRuleSet = Annotated[
    str | None, strawberry.argument(description="Only the rule set with this short name, in every version.")
]


@strawberry.type
class Queries:
    """What may be asked about the rules."""

    @field(
        "The rule sets that meetings can run under: every version, by short name and then from old to new."
    )
    def rule_sets(self, info: Info, id: OfRuleSet = None) -> list[RuleSet]:
        """Return the rule sets."""
        info.context.require_viewer()
        return [shown(each) for each in info.context.rules.all() if id in (None, each.ref.id)]
