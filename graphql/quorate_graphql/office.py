"""What all requests of one process share."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from quorate_events.command_service import CommandService
from quorate_events.context import Clock
from quorate_events.evidence.desk import EvidenceDesk
from quorate_events.looks import LookBook
from quorate_events.members import Members
from quorate_events.people.personal_file import PersonalFile
from quorate_events.rules.rule_sets import RuleSets
from quorate_events.store.connections import Pool
from quorate_events.store.past import Past
from quorate_events.vault.holdings import Held
from quorate_events.vault.proposals import Proposal
from quorate_graphql.changes import Changes
from quorate_graphql.metrics.turns import Turns
from quorate_projections.engine.progress import ProgressBoard

Holdings = Callable[[UUID], Awaitable[Sequence[Held]]]
"""Finds every personal value that the log holds about a person."""
OpenFiles = Callable[[], Awaitable[Sequence[PersonalFile]]]
"""Finds the files of personal data with a hold, or an erasure under way."""
RetentionDue = Callable[[date], Awaitable[Sequence[Proposal]]]
"""Finds whose data the retention schedule proposes to erase on a day."""


@dataclass(frozen=True)
class Office:
    """What all requests of one process share. Made once, by the composition root.

    ``views`` are sessions of the application role, which show nothing by themselves: read through
    :class:`~quorate_projections.scoped_views.ScopedViews`. ``members`` finds who has signed in; ``board`` knows
    how far the views have come, for the projections named in ``projections``; ``changes`` tells subscriptions
    what happened; ``looks`` writes down who read what; ``evidence`` hands out checkpoints and proofs;
    ``holdings`` finds what is held about a person, ``open_files`` and ``retention_due`` whose data wait for
    somebody; ``past`` reads the log as history;
    ``patience`` is the longest wait, in seconds, for a position asked for; ``turns`` are those at working out trends.
    """

    ledger: str
    views: Pool
    commands: CommandService
    members: Members
    clock: Clock
    rules: RuleSets
    board: ProgressBoard
    changes: Changes
    projections: Sequence[str]
    looks: LookBook
    evidence: EvidenceDesk
    holdings: Holdings
    open_files: OpenFiles
    retention_due: RetentionDue
    past: Past
    patience: float = 5.0
    turns: Turns = field(default_factory=Turns)

    def visible(self) -> int:
        """Return the position up to which every view shows everything."""
        return min(map(self.board.position, self.projections), default=0)
