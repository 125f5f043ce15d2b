"""The quarterly page of a board: its charts, and the analyst's notes, which stay the analyst's draft."""

from datetime import date

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from quorate_services.charts import Period
from quorate_services.charts.errors import PeriodInvalid
from quorate_services.portal.pages.measures.asking import known, told
from quorate_services.portal.pages.measures.choices import Choices, last_over
from quorate_services.portal.pages.measures.shown import shown
from quorate_services.portal.store.drafts import KEPT
from quorate_services.portal.web.forms import Sent
from quorate_services.portal.web.visit import Visit, Visiting

router = APIRouter()
PATH = "/measures/quarters/{quarter}"
QUARTERS = 8
"""How many quarters the charts show: two years, as many as limits need and a board remembers."""
_OFFERED = 8


@router.get(PATH)
async def written(visit: Visiting, quarter: str) -> Response:
    """Show the notes to a quarter, for the analyst to write."""
    last = quarter_of(quarter, visit.portal.today())
    await told(visit, _choices(last, only="quorate"))
    draft = await visit.draft()
    over = last_over(visit.portal.today())
    return await visit.page(
        "quarterly/write.html",
        last=last,
        draft=draft,
        notes=(draft.fields.get("notes") or [""])[0] if draft else "",
        others=[Period(3, over.number - back) for back in range(_OFFERED)],
        days=KEPT.days,
    )


@router.post(PATH)
async def kept(sent: Sent, quarter: str) -> Response:
    """Keep the notes as the analyst's draft, and show the page as it is printed."""
    last = quarter_of(quarter, sent.visit.portal.today())
    await sent.visit.keep(sent.fields | {"notes": [sent.get("notes")]})
    return await sent.visit.go(f"/measures/quarters/{last.code}/print")


@router.get(f"{PATH}/print")
async def printed(visit: Visiting, quarter: str) -> Response:
    """Show the page as it is printed: charts, tables and notes."""
    last = quarter_of(quarter, visit.portal.today())
    choices = _choices(last)
    result = shown(choices, await known(visit), await told(visit, choices))
    return await visit.page(
        "quarterly/print.html",
        last=last,
        time=choices.time,
        shown=result,
        notes=await _notes(visit, last),
        now=visit.portal.options.clock(),
    )


def quarter_of(text: str, today: date) -> Period:
    """Return the quarter that an address names. Raises ``HTTPException`` for none, and for one that is not over."""
    try:
        found = Period.read(text)
    except PeriodInvalid:
        raise HTTPException(404) from None
    if found.months != 3 or found.number < QUARTERS + 4 or found > last_over(today):
        raise HTTPException(404)
    return found


def _choices(last: Period, only: str = "") -> Choices:
    return Choices(first=Period(3, last.number - QUARTERS + 1), last=last, measure=only)


async def _notes(visit: Visit, last: Period) -> str:
    form = f"/measures/quarters/{last.code}"
    draft = await visit.portal.drafts.find(visit.person.practitioner_id, form)
    return (draft.fields.get("notes") or [""])[0] if draft else ""
