"""Shows the measures as charts, and gives the same figures as a file."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from quorate_services.charts import MEASURES, csv_of
from quorate_services.portal.errors import Said
from quorate_services.portal.pages.measures.asking import known, told
from quorate_services.portal.pages.measures.choices import (
    AGAINST,
    RUNS,
    SECTOR,
    SPLITS,
    YEARS,
    Choices,
    Known,
    last_over,
    read,
)
from quorate_services.portal.pages.measures.shown import NAMES, Shown, shown
from quorate_services.portal.web.visit import Visit, Visiting
from quorate_services.portal.web.words import WORDS

router = APIRouter()
PATH = "/measures"
_FIELDS = (
    "measure", "period", "years", "agency", "role", "kind", "involvement", "split", "run", "screen", "baseline",
)  # fmt: skip
_REFUSED_CHOICES = frozenset({"trend_too_fine", "too_many_cells"})


@router.get(PATH)
async def measures(request: Request, visit: Visiting) -> Response:
    """Show the measures that were chosen."""
    given = dict(request.query_params)
    there, choices = await _chosen(visit, given)
    result, errors = await _result(visit, choices, there)
    return await visit.page(
        "measures/measures.html",
        400 if errors else 200,
        choices=choices,
        shown=result,
        errors=errors,
        fields=given,
        lists=lists(there),
        file=f"{PATH}/figures.csv?{urlencode({name: given[name] for name in _FIELDS if given.get(name)})}",
        quarter=last_over(visit.portal.today()),
    )


@router.get(f"{PATH}/figures.csv")
async def figures(request: Request, visit: Visiting) -> Response:
    """Give what the page shows as a file for spreadsheets; the page itself where a choice cannot be taken."""
    there, choices = await _chosen(visit, dict(request.query_params))
    result, errors = await _result(visit, choices, there)
    if result is None or errors:
        return await measures(request, visit)
    return Response(
        csv_of(each.analysis for each in result.charts),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="measures.csv"'},
    )


def lists(there: Known) -> dict[str, list[dict[str, str]]]:
    """Return what stands in the drop-downs."""
    sectors = {f"{SECTOR}{code}": f"All of: {text}" for code, text in WORDS["Sector"].items()}
    headings = {"": "The main measures", AGAINST: "Reports against presence"}
    return {
        "measure": _options(headings | {each.name: each.label for each in MEASURES}),
        "period": _options({"QUARTER": "Quarter", "MONTH": "Month"}),
        "years": _options({years: "1 year" if years == "1" else f"{years} years" for years in YEARS}),
        "agency": _options({"": "The whole partnership"} | sectors | dict(there.agencies)),
        "role": _options({"": "All roles"} | dict(there.roles)),
        "kind": _options({"": "All kinds"} | dict(WORDS["MeetingKind"])),
        "involvement": _options({"": "Whatever it was"} | dict(WORDS["InvolvementBucket"])),
        "split": _options({"": "No"} | {name: f"By {NAMES[name]}" for name in SPLITS}),
        "run": _options({run: f"{run} in a row" for run in RUNS}),
        "screen": _options({"yes": "Left out of the limits", "no": "Kept, as in the NHS Excel tool"}),
    }


async def _chosen(visit: Visit, given: dict[str, str]) -> tuple[Known, Choices]:
    there = await known(visit)
    return there, read(given, there, visit.portal.today())


async def _result(visit: Visit, choices: Choices, there: Known) -> tuple[Shown | None, dict[str, str]]:
    if choices.errors:
        return None, dict(choices.errors)
    try:
        return shown(choices, there, await told(visit, choices)), {}
    except Said as no:
        if no.said not in _REFUSED_CHOICES:
            raise
        return None, {"measure": f"{no.message} {no.suggestion}"}


def _options(texts: dict[str, str]) -> list[dict[str, str]]:
    return [{"value": value, "text": text} for value, text in texts.items()]
