"""The schema, composed of the features."""

import strawberry
from strawberry import relay
from strawberry.schema.config import StrawberryConfig

from quorate_graphql.viewer.resolvers import Queries as ViewerQueries


@strawberry.type(description="What may be asked.")
class Query(ViewerQueries):
    """Every question, by feature: add a feature's ``Queries`` to the bases."""

    node: relay.Node | None = relay.node(description="Fetch anything by its global id.")


def build_schema() -> strawberry.Schema:
    """Return the schema."""
    return strawberry.Schema(query=Query, config=StrawberryConfig(relay_max_results=100))
