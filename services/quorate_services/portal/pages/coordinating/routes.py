"""Shows everything that is asked of the agency, by colleague."""

from fastapi import APIRouter
from starlette.responses import Response

from quorate_services.portal.pages.coordinating.work import GIVEN, agency_work, loads, may_give, whose
from quorate_services.portal.pages.my_work.urgency import groups
from quorate_services.portal.web.visit import Visiting

router = APIRouter()
MOST = 100


@router.get("/agency")
async def shown(visit: Visiting, who: str = "") -> Response:
    """Show what is asked of the agency, or of one colleague; ``who`` is a colleague's id, or ``nobody``."""
    everything = await agency_work(visit)
    wanted = [each for each in everything if not who or whose(each) == who]
    carried = loads(everything)
    return await visit.page(
        "coordinating/agency.html",
        groups=groups(wanted[:MOST], wanted, visit.portal.today()),
        loads=carried,
        who=who,
        name=next((each.name for each in carried if each.who == who), ""),
        wanted=len(wanted),
        most=MOST,
        given=GIVEN,
        gives=may_give(visit.person.duties),
    )
