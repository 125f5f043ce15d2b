"""Reads what a form sends: from this portal's own pages only, and never lost where its sender has to sign in."""

import re
import unicodedata
from typing import Annotated, TypeAlias
from urllib.parse import parse_qs
from uuid import UUID, uuid4

from fastapi import Depends, Request

from quorate_services.portal.errors import FormNotOurs, FormTooLong, SignInAgain, SomebodyElse
from quorate_services.portal.store.drafts import Fields
from quorate_services.portal.web.masking import unmasked
from quorate_services.portal.web.portal import Portal
from quorate_services.portal.web.visit import Visit, live_session, visiting

LONGEST = 4 * 1024 * 1024
"""Bytes of a form, as they are sent."""
_MOST_FIELDS = 2_000
_LONGEST_PATH = 300
TOKEN, COMMAND_ID = "form_token", "command_id"

_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad]")
_JOINERS = re.compile("(?<![^\x00-\x7f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\x7f])")
"""They belong to words in other scripts, and to signs made of several; beside Latin letters a program left them."""
_BREAKS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff\ue000-\uf8ff]")
_BULLET = re.compile("^ *[\u2022\u00b7\u25aa\u25cf\u25e6\u2023] *", re.MULTILINE)
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")
_TRAILING = re.compile(" +$", re.MULTILINE)


def cleaned(text: str) -> str:
    """Return a text without what word processors leave in it: signs that nobody sees, odd spaces and bullets.

    The words stay as they are. Lone surrogates, which no text can hold, become a question mark.
    """
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    # The bullet of the typeface Symbol stands where nothing else may.
    text = _BREAKS.sub("\n", text.replace("\uf0b7", "\u2022"))
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", _CONTROLS.sub("", text)))
    text = _BULLET.sub("- ", _SPACES.sub(" ", text))
    text = unicodedata.normalize("NFC", _JOINERS.sub("", text))
    return re.sub("\n{3,}", "\n\n", _TRAILING.sub("", text)).strip()


class Posted:
    """A form that was sent, and by whom."""

    def __init__(self, visit: Visit, fields: Fields) -> None:
        self.visit = visit
        self.fields = fields

    def get(self, name: str, default: str = "") -> str:
        """Return what one field holds, cleaned."""
        return cleaned(self.fields.get(name, [default])[0])

    def all(self, name: str) -> list[str]:
        """Return everything that was chosen under one name."""
        return self.fields.get(name, [])

    @property
    def command_id(self) -> UUID:
        """The id under which the command of this form is sent: the same however often the form is sent."""
        try:
            return UUID(self.fields.get(COMMAND_ID, [""])[0])
        except ValueError:
            raise FormNotOurs from None


def asked(visit: Visit, request: Request) -> Posted:
    """Return what a form holds that was sent with GET: in the address, so nothing about anybody."""
    fields: Fields = {}
    for name, value in request.query_params.multi_items():
        fields.setdefault(name, []).append(value)
    return Posted(visit, fields)


def is_local(path: str) -> bool:
    """Return whether an address leads to a page of this portal and nowhere else."""
    plain = path.startswith("/") and not path.startswith("//") and "\\" not in path
    return plain and path.isprintable() and len(path) <= _LONGEST_PATH


def form_of(fields: Fields) -> str | None:
    """Return the page whose draft the fields are, where they name another than the one they were sent to."""
    named = fields.get("form", [""])[0]
    return named if is_local(named) else None


def new_command_id() -> str:
    """Return an id for the command of a form that is about to be shown."""
    return str(uuid4())


async def posted(request: Request) -> Posted:
    """Read and check the form.

    Where its sender's time is over it is kept as a draft for whoever it was shown to. Raises ``FormNotOurs``,
    ``FormTooLong``, ``SignInAgain`` and ``SomebodyElse``.
    """
    portal: Portal = request.app.state.portal
    _require_own_page(request, portal)
    fields = await _read(request)
    token = unmasked(fields.pop(TOKEN, [""])[0])
    shown_in = await portal.sessions.of_form(token) if token else None
    if shown_in is None:
        raise FormNotOurs
    present = await live_session(portal, request)
    request.state.fields = fields
    if present is not None and present.id == shown_in.id and present.session.tokens is not None:
        return Posted(await visiting(request), fields)
    writer = shown_in.session.person
    if writer is None:
        raise FormNotOurs
    form = form_of(fields) or request.url.path
    await portal.drafts.save(writer.practitioner_id, form, fields, portal.options.clock())
    somebody = present.session.person if present and present.session.tokens else None
    if somebody is not None and somebody.practitioner_id != writer.practitioner_id:
        raise SomebodyElse
    raise SignInAgain(kept=True)


Sent: TypeAlias = Annotated[Posted, Depends(posted)]
"""What a page takes that answers a form."""


def _require_own_page(request: Request, portal: Portal) -> None:
    """Refuse what another site made a browser send (Fetch Metadata; Origin where a browser is older)."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site not in (None, "same-origin") or origin not in (None, portal.options.address):
        raise FormNotOurs


async def _read(request: Request) -> Fields:
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise FormNotOurs
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST:
            raise FormTooLong
    try:
        return parse_qs(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="replace"
        )
    except ValueError:
        raise FormNotOurs from None
