"""Puts a whole history into the log, as an import or a demo does."""

from dataclasses import dataclass

from quorate_events.store import EventLog
from quorate_events.store.append import Append, Appended
from quorate_services.composition import Wiring
from quorate_services.demo.history import History
from quorate_services.demo.recorders import BulkRecorder
from quorate_services.demo.runner import play


@dataclass
class _LastPosition:
    """Passes appends on, and notes how far the log has come."""

    log: EventLog
    position: int = 0

    async def append(self, append: Append) -> Appended:
        appended = await self.log.appender.append(append)
        self.position = max(self.position, appended.last_position)
        return appended


async def play_into(log: EventLog, wiring: Wiring, history: History) -> int:
    """Play a generated history through the store, and return the last position."""
    noting = _LastPosition(log)
    await play(history, BulkRecorder(wiring.house, wiring.codec, noting))
    return noting.position
