"""Which media type an answer has (GraphQL over HTTP, §6.1; RFC 9110 §12.5.1)."""

from enum import StrEnum

from quorate_graphql.http.refusals import NotAcceptable


class MediaType(StrEnum):
    """What answers are written as. Only the first tells by its status whether the operation was run."""

    GRAPHQL = "application/graphql-response+json"
    JSON = "application/json"


def negotiate(accept: str | None) -> MediaType:
    """Return the media type that suits ``accept`` best. Raises ``NotAcceptable``.

    Without a wish it is ``application/json``, as for clients from before the specification.
    """
    if accept is None or not accept.strip():
        return MediaType.JSON
    wishes = [_wish(each) for each in accept.split(",")]
    rated = [(_quality(media, wishes), media) for media in (MediaType.JSON, MediaType.GRAPHQL)]
    # Where a client likes both the same, the first one named decides; a wildcard means JSON.
    named = [wish[0] for wish in wishes if wish[0] in tuple(MediaType)]
    rated.sort(key=lambda each: (-each[0], named.index(each[1]) if each[1] in named else len(named)))
    quality, media = rated[0]
    if quality <= 0:
        raise NotAcceptable
    return media


def _wish(text: str) -> tuple[str, float]:
    """Return the media range and its quality, 0 for one in another character encoding."""
    media, *parameters = (part.strip().lower() for part in text.split(";"))
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name == "q":
            quality = _number(value)
        elif name == "charset" and value.strip('"') not in ("utf-8", "utf8"):
            return media, 0.0
    return media, quality


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _quality(media: MediaType, wishes: list[tuple[str, float]]) -> float:
    """Return the quality of the most specific range that fits."""
    for fitting in (str(media), "application/*", "*/*"):
        qualities = [quality for name, quality in wishes if name == fitting]
        if qualities:
            return max(qualities)
    return 0.0
