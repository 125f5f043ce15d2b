"""Questions that ask for everything: every field of every type below a query field."""

from graphql import GraphQLField, get_named_type, is_leaf_type, is_object_type, is_required_argument

_DEEPEST = 6


def whole_selection(field: GraphQLField) -> str:
    """Return the selection of everything below a field."""
    return _selection(get_named_type(field.type), ())


def _selection(named: object, above: tuple[str, ...]) -> str:
    if is_leaf_type(named):
        return ""
    if not is_object_type(named):
        return "{ __typename }"
    if named.name in above or len(above) > _DEEPEST:
        return "{ __typename }"
    inner = [
        f"{name}{_selection(get_named_type(field.type), (*above, named.name))}"
        for name, field in named.fields.items()
        if not any(map(is_required_argument, field.args.values())) and name not in ("query", "edges")
    ]
    return " { __typename " + " ".join(inner) + " }"
