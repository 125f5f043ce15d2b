"""Whether a trusted document can be answered: within the limits, and valid against the schema."""

from graphql import GraphQLError, parse, validate

from quorate_graphql.documents.manifest import BrokenManifest
from quorate_graphql.extensions import core_of
from quorate_graphql.limits.document import check_document
from quorate_graphql.limits.limits import DocumentTooLong, LimitExceeded, Limits
from quorate_graphql.schema import QuorateSchema


def check_trusted(schema: QuorateSchema, name: str, text: str, limits: Limits) -> None:
    """Check one document, and have the schema know it from now on. ``name`` is a file or an id.

    Raises ``BrokenManifest``.
    """
    try:
        if len(text.encode()) > limits.document_bytes:
            raise DocumentTooLong(limits.document_bytes)
        document = parse(text, max_tokens=limits.tokens)
        check_document(document, limits)
        problems = [each.message for each in validate(core_of(schema), document, max_errors=1)]
    except (GraphQLError, LimitExceeded) as error:
        problems = [error.message]
    if problems:
        raise BrokenManifest(
            f"The document {name} cannot be answered: {problems[0].rstrip('.')}.",
            "Change it, and write the list anew with: quorate documents build",
        )
    schema.known.trust(text, document)
