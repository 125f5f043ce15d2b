"""Which document a request means: a text, or the id of a trusted document."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from quorate_graphql.documents.manifest import sha256
from quorate_graphql.http.refusals import RequestRefused
from quorate_graphql.notes import note

_PREFIX = "sha256:"


class Documents(StrEnum):
    """What may be asked."""

    ANY = "any"
    """Any document within the limits, and trusted ones by their id."""
    TRUSTED = "trusted"
    """Trusted documents only."""


class UnknownDocument(RequestRefused):
    """No trusted document has the id that was sent."""

    code = "unknown_document"

    def __init__(self) -> None:
        super().__init__(
            "No trusted document has this id.",
            "Send the SHA-256 of a document that this installation lists; a new one has to be listed first.",
        )


class DocumentNotTrusted(RequestRefused):
    """A document that is not listed, where only trusted ones are answered."""

    code = "document_not_trusted"

    def __init__(self) -> None:
        super().__init__(
            "Only documents that this installation lists are answered.",
            "Send a listed document, or its id as `documentId`.",
        )


class DocumentMismatch(RequestRefused):
    """The document that was sent does not have the id that was sent with it."""

    code = "document_mismatch"

    def __init__(self) -> None:
        super().__init__("The document and its id do not belong together.", "Send one of the two.")


class TrustedDocuments:
    """The trusted documents of this installation. Immutable: a new list takes a restart."""

    def __init__(
        self, texts: Mapping[str, str] = MappingProxyType({}), allowed: Documents = Documents.ANY
    ) -> None:
        self._texts = dict(texts)
        self._known = frozenset(self._texts.values())
        self._allowed = allowed

    @property
    def texts(self) -> frozenset[str]:
        """Every trusted document."""
        return self._known

    def meant(
        self, text: str | None, document_id: str | None, extensions: Mapping[str, Any] | None
    ) -> str | None:
        """Return the text of the document that a request means; None when it names none.

        Raises ``UnknownDocument``, ``DocumentNotTrusted`` or ``DocumentMismatch``.
        """
        wanted = _id_of(document_id, extensions)
        if text:
            if wanted is not None and wanted != sha256(text):
                raise DocumentMismatch
        elif wanted is not None:
            text = self._texts.get(wanted)
            if text is None:
                raise UnknownDocument
        else:
            return None
        trusted = text in self._known
        note().trusted = trusted
        if not trusted and self._allowed is Documents.TRUSTED:
            raise DocumentNotTrusted
        return text


def _id_of(document_id: str | None, extensions: Mapping[str, Any] | None) -> str | None:
    """Return the hash that a request names, as GraphQL over HTTP (appendix A, draft) or Apollo's clients do."""
    if document_id is not None:
        return document_id.removeprefix(_PREFIX).lower()
    persisted = (extensions or {}).get("persistedQuery")
    if not isinstance(persisted, Mapping):
        return None
    named = persisted.get("sha256Hash")
    return named.lower() if isinstance(named, str) else None
