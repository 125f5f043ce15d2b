"""Prints a copy as a page of HTML, which is one file and prints well; and reads what such a page says."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import unescape
from importlib import resources

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from quorate_events.errors import Invalid
from quorate_events.evidence.checkpoint import read_checkpoint
from quorate_events.evidence.note import read_note, require_name
from quorate_projections.record_copies.document import Document, content_of
from quorate_projections.record_copies.words import time
from quorate_services.records.copies import HandedOut

_CONTENT = re.compile(r'<script type="application/json" id="content">(.*?)</script>', re.DOTALL)
_CHECKPOINT = re.compile(r"<pre>(.*?)</pre>", re.DOTALL)


class NotACopy(Invalid):
    """A file that is no copy of a record as Quorate prints it."""

    code = "not_a_copy"

    def __init__(self) -> None:
        super().__init__(
            "The file is no copy of a record as Quorate makes it, or was changed beyond reading.",
            "Give the page (HTML) as it was handed out; of a printed copy, give the code.",
        )


def page_of(copy: HandedOut) -> str:
    """Return the page: what the copy says, for a reader, and once more for a program that checks it."""
    # Within an element of this kind only "<" could end it; JSON may write it so.
    content = content_of(copy.document).decode().replace("<", "\\u003c")
    return _template().render(
        document=copy.document,
        stamp=copy.stamp,
        made_at=time(copy.stamp.made_at),
        style=_style(),
        content=content,
    )


def document_on(page: str) -> Document:
    """Return what a page says to a program. Raises :class:`NotACopy`."""
    found = _CONTENT.search(page)
    if found is None:
        raise NotACopy
    try:
        return msgspec.json.decode(found[1], type=Document)
    except msgspec.MsgspecError:
        raise NotACopy from None


def checkpoint_on(page: str) -> str | None:
    """Return the signed note of the checkpoint on a page, None where it has none; no signature is looked at.

    Raises ``MalformedNote`` where something else stands in its place.
    """
    found = _CHECKPOINT.search(page)
    if found is None:
        return None
    text = unescape(found[1])
    note = read_note(text)
    require_name(read_checkpoint(note.text).origin)
    return text


def content_policy() -> str:
    """Return the content security policy of a page: its own style, and nothing else."""
    digest = b64encode(sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'"


@cache
def _template() -> Template:
    loader = PackageLoader("quorate_services.records", "")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("record.html.jinja")


@cache
def _style() -> str:
    return resources.files("quorate_services.records").joinpath("record.css").read_text("utf-8")
