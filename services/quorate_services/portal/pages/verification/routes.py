"""Shows the newest checkpoint, compares one that was kept with it, and proves what a meeting has on the log."""

from typing import Annotated, Any, TypeAlias
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import PlainTextResponse, Response

from quorate_services.portal.errors import Said
from quorate_services.portal.pages.verification.proving import goes_on, kept_checkpoint, proved
from quorate_services.portal.web.forms import Sent
from quorate_services.portal.web.named import id_in, short
from quorate_services.portal.web.visit import Visit, Visiting

router = APIRouter()
PATH = "/verification"
Position: TypeAlias = Annotated[int, Path(ge=1, lt=2**31)]


@router.get(PATH)
async def first(visit: Visiting) -> Response:
    """Show the newest checkpoint."""
    return await _first(visit)


@router.get(f"{PATH}/checkpoint.txt")
async def checkpoint(visit: Visiting) -> Response:
    """Give the newest checkpoint as a file, to be kept outside of Quorate. Raises ``Said`` where there is none."""
    newest = await _newest(visit)
    if newest is None:
        raise Said("checkpoint_not_found", "No checkpoint is signed yet.", "Ask whoever runs Quorate.")
    name = f'attachment; filename="checkpoint-{newest["size"]}.txt"'
    return PlainTextResponse(newest["note"], headers={"Content-Disposition": name})


@router.post(PATH)
async def compared(sent: Sent) -> Response:
    """Say whether the log still begins with what a kept checkpoint covers, or lead to a meeting's proof."""
    visit, text = sent.visit, sent.get("kept")
    newest = await _newest(visit)
    kept = kept_checkpoint(text)
    if kept is None or newest is None or kept.origin != newest["origin"]:
        sentence = (
            "Paste a whole checkpoint, as it was kept"
            if kept is None or newest is None
            else "This is the checkpoint of another log"
        )
        return await _first(visit, {"kept": sentence}, kept=text)
    result = "shorter"
    if kept.size <= newest["size"]:
        sizes = {"from": kept.size, "to": newest["size"]}
        same = kept.size == newest["size"]
        told = {"hashes": []} if same else (await visit.ask("consistency", **sizes))["consistencyProof"]
        result = "begins" if goes_on(kept, newest, told) else "differs"
    return await _first(visit, kept=text, result=result, size=kept.size)


@router.post(f"{PATH}/meetings")
async def sought(sent: Sent) -> Response:
    """Lead to the proof for the meeting whose number was given."""
    found = id_in(sent.get("number"))
    if found is not None:
        return await sent.visit.go(f"{PATH}/meetings/{found}")
    errors = {"number": "Enter one number of 32 letters and digits, or the address of the page"}
    return await _first(sent.visit, errors, number=sent.get("number"))


@router.get(f"{PATH}/meetings/{{meeting_id}}")
async def meeting(visit: Visiting, meeting_id: UUID) -> Response:
    """Prove the first and the newest change of a meeting."""
    changes = await _changes(visit, meeting_id)
    newest = await _newest(visit)
    wanted = dict.fromkeys((changes[0]["position"], changes[-1]["position"]))
    proofs = {each: proved(each, await _proof(visit, each)) for each in wanted}
    covered = [each for each in changes if newest and each["position"] <= newest["size"]]
    return await visit.page(
        "verification/meeting.html",
        meeting_id=str(meeting_id),
        name=short(str(meeting_id)),
        changes=changes,
        covered=len(covered),
        newest=newest,
        proofs=proofs,
    )


@router.get(f"{PATH}/positions/{{position}}")
async def position(visit: Visiting, position: Position) -> Response:
    """Prove one position of the log."""
    return await visit.page(
        "verification/position.html",
        position=position,
        proof=proved(position, await _proof(visit, position)),
        newest=await _newest(visit),
    )


async def _proof(visit: Visit, position: int) -> dict[str, Any] | None:
    told: dict[str, Any] | None = (await visit.ask("inclusion", position=position))["inclusionProof"]
    return told


async def _changes(visit: Visit, meeting_id: UUID) -> list[dict[str, Any]]:
    return await visit.ask_all("positions", "timeline", id=str(meeting_id))


async def _newest(visit: Visit) -> dict[str, Any] | None:
    told: dict[str, Any] | None = (await visit.ask("newest_checkpoint"))["checkpoint"]
    return told


async def _first(visit: Visit, errors: dict[str, str] | None = None, **shown: Any) -> Response:
    return await visit.page(
        "verification/verification.html",
        400 if errors else 200,
        newest=await _newest(visit),
        errors=errors,
        **{"kept": "", "number": "", "result": None, **shown},
    )
