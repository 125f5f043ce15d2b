"""The bounds of one request, and the refusals of what exceeds them."""

from typing import ClassVar

import msgspec

from quorate_events.errors import Invalid


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """The bounds of one request. The defaults are those of production.

    ``tokens``, ``depth``, ``fields`` (after fragments are unfolded), ``aliases``, ``directives`` and
    ``repeats`` (the same response name in one selection) bound the document; ``values`` and ``value_depth``
    its variables; ``cost`` bounds how many values the answer can hold, worked out from the page sizes;
    ``document_bytes`` and ``body_bytes`` what is read, within ``body_seconds``; ``seconds`` how long an
    operation may take; ``subscriptions`` how many one connection may hold.
    """

    tokens: int = 1_800
    depth: int = 12
    fields: int = 900
    aliases: int = 30
    directives: int = 30
    repeats: int = 10
    values: int = 5_000
    value_depth: int = 16
    cost: int = 30_000
    document_bytes: int = 32 * 1024
    body_bytes: int = 1024 * 1024
    body_seconds: float = 20.0
    seconds: float = 15.0
    subscriptions: int = 20
    introspection: bool = False


class LimitExceeded(Invalid):
    """A request that asks for more than one request may."""

    sentence: ClassVar[str]
    hint: ClassVar[str]

    def __init__(self, limit: float) -> None:
        super().__init__(self.sentence.format(limit=f"{limit:.12g}"), self.hint)


class TooDeep(LimitExceeded):
    """Fields within fields, too many levels down."""

    code = "depth_limit"
    sentence = "The document nests fields more than {limit} levels deep."
    hint = "Ask for the deeper objects in a second request, by their ids."


class FragmentWithinItself(LimitExceeded):
    """A fragment that spreads itself, at once or by way of others."""

    code = "fragment_cycle"
    sentence = "A fragment holds itself."
    hint = "Spread every fragment outside of itself."


class TooManyFields(LimitExceeded):
    """Too many fields, once fragments are unfolded."""

    code = "field_limit"
    sentence = "The document selects more than {limit} fields once its fragments are unfolded."
    hint = "Select what is shown, and spread large fragments less often."


class TooManyAliases(LimitExceeded):
    """Too many fields under another name."""

    code = "alias_limit"
    sentence = "The document uses more than {limit} aliases."
    hint = "Ask a list field with a filter instead of one field many times."


class TooManyDirectives(LimitExceeded):
    """Too many directives."""

    code = "directive_limit"
    sentence = "The document uses more than {limit} directives."
    hint = "Put @include or @skip on a fragment instead of on every field."


class TooManyRepeats(LimitExceeded):
    """One response name selected again and again in the same place."""

    code = "repeat_limit"
    sentence = "The document selects the same response name more than {limit} times in one place."
    hint = "Select every field once."


class TooManyValues(LimitExceeded):
    """The variables hold too many values."""

    code = "variable_limit"
    sentence = "The variables hold more than {limit} values."
    hint = "Send lists in several requests."


class VariablesTooDeep(LimitExceeded):
    """The variables hold lists or objects within each other, too many levels down."""

    code = "variable_depth_limit"
    sentence = "The variables nest more than {limit} levels deep."
    hint = "Send the inputs as the schema describes them."


class TooCostly(LimitExceeded):
    """The answer could hold too many values."""

    code = "cost_limit"
    sentence = "The answer could hold more than {limit} values."
    hint = "Ask for smaller pages with `first`, or for fewer lists within lists."


class TooManyTokens(LimitExceeded):
    """The document has too many tokens to be parsed."""

    code = "token_limit"
    sentence = "The document has more than {limit} tokens."
    hint = "Send smaller documents; pass values as variables."


class DocumentTooLong(LimitExceeded):
    """The document has too many bytes."""

    code = "document_limit"
    sentence = "The document is longer than {limit} bytes."
    hint = "Pass texts as variables, and leave comments out."


class BodyTooLong(LimitExceeded):
    """The request body has too many bytes."""

    code = "body_limit"
    sentence = "The request is longer than {limit} bytes."
    hint = "Submit long contributions in several requests."


class BodyTookTooLong(LimitExceeded):
    """The request body came too slowly."""

    code = "body_time_limit"
    sentence = "The request did not arrive within {limit} seconds."
    hint = "Send it again over a better connection."


class TooManySubscriptions(LimitExceeded):
    """One connection holds too many operations that have not ended."""

    code = "subscription_limit"
    sentence = "The connection holds {limit} operations already."
    hint = "Complete those that are no longer shown."


class TookTooLong(LimitExceeded):
    """The operation was stopped. A command may have been carried out nevertheless."""

    code = "time_limit"
    sentence = "The operation took longer than {limit} seconds and was stopped."
    hint = "Ask for less. Send a command again with the same command id: it is carried out at most once."
