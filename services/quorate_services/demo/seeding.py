"""Fills an empty ledger with the believable partnership, once, and goes on where it was broken off."""

from datetime import datetime
from pathlib import Path

import msgspec

from quorate_services.composition import Wiring, open_event_log
from quorate_services.demo.history import History
from quorate_services.demo.people import PEOPLE
from quorate_services.demo.profile import Profile
from quorate_services.demo.progress import Report
from quorate_services.demo.recorders import BulkRecorder
from quorate_services.demo.runner import play
from quorate_services.dev_issuer.sign_ins import SignIn


class DemoState(msgspec.Struct, frozen=True):
    """What a demo remembers between starts: the end and length of its history, and whether it is whole."""

    now: datetime
    months: int
    complete: bool = False


def remembered(home: Path) -> DemoState | None:
    """Return what an earlier start left in ``home``, if there was one."""
    path = home / "demo.json"
    return msgspec.json.decode(path.read_bytes(), type=DemoState) if path.exists() else None


def _remember(home: Path, state: DemoState) -> None:
    home.mkdir(parents=True, exist_ok=True)
    unfinished = home / "demo.json.unfinished"
    unfinished.write_bytes(msgspec.json.encode(state))
    unfinished.rename(home / "demo.json")


async def seed(wiring: Wiring, *, months: int, report: Report | None = None) -> int:
    """Tell the partnership's ``months`` months into the ledger; return how many commands that took.

    Nothing happens where an earlier start completed it. One that was broken off is told again from the
    beginning with the same end: what is there already stays as it is.
    """
    home = wiring.settings.home
    state = remembered(home) or DemoState(now=wiring.house.clock.now(), months=months)
    if state.complete:
        return 0
    _remember(home, state)
    history = _history(wiring, state)
    async with open_event_log(wiring) as log:
        recorder = BulkRecorder(wiring.house, wiring.codec, log.appender)
        commands = await play(history, recorder, report)
    _remember(home, msgspec.structs.replace(state, complete=True))
    return commands


def sign_ins(wiring: Wiring) -> list[SignIn]:
    """Return one person for each kind of user of the demo that was seeded."""
    state = remembered(wiring.settings.home)
    if state is None:
        return []
    town = _history(wiring, state).town
    return [
        SignIn(
            key=each.key,
            kind=each.kind,
            name=each.of(town).name,
            role=each.role,
            agency=town[each.agency].name,
            practitioner_id=str(each.id),
            look_at=each.look_at,
        )
        for each in PEOPLE
    ]


def _history(wiring: Wiring, state: DemoState) -> History:
    return History(Profile(now=state.now, months=state.months), wiring.house.calendar)
