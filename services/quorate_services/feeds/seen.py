"""What one agency's system may see of a meeting, event by event. Asks the policy, and decides nothing itself."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor
from quorate_events.access.decide import decide
from quorate_events.access.resources import ActionFacts, ChildFacts, Circumstances, Resource, WorkFacts
from quorate_events.access.sight import Sight, sight_of_part
from quorate_events.meetings.contributions import ContributionDeclined, ContributionSubmitted, NothingHeld
from quorate_events.meetings.emergency import OpenedInEmergency
from quorate_events.meetings.invitations import AgencyInvited
from quorate_events.meetings.parts import PartCorrected, PartReleased, PartWithdrawn
from quorate_services.feeds.following import Followed, Kept, Stood

_OWN_SHARE = (AgencyInvited, NothingHeld, ContributionDeclined)
"""What an agency was asked and answered, parts apart."""


class Item(NamedTuple):
    """Something that is told as one record: an event, or of a contribution one part. Sorts as it happened."""

    position: int
    part_id: UUID | None
    kept: Kept

    @property
    def key(self) -> tuple[int, UUID | None]:
        """What tells it from others."""
        return self.position, self.part_id


Seen = dict[tuple[int, UUID | None], Item]


class InSight(NamedTuple):
    """What is seen, and whether the meeting itself is."""

    items: Seen
    reads: bool


def seen(meeting: Followed, actor: Actor, through: int | None, now: datetime) -> InSight:
    """Return what ``actor`` may see at ``now`` of what happened up to position ``through`` (None: all)."""
    stood = meeting.stood(through)
    if stood is None:
        return InSight({}, False)
    asking = _Asking(meeting, stood, actor, Circumstances(now))
    items = [item for kept in meeting.happened(through) for item in asking.items(kept)]
    items += asking.children(through)
    return InSight({item.key: item for item in items}, asking.reads)


class _Asking:
    def __init__(self, meeting: Followed, stood: Stood, actor: Actor, now: Circumstances) -> None:
        self._meeting, self._stood, self._actor, self._now = meeting, stood, actor, now
        self._circle = stood.shared.circle
        self.reads = self._may(Action.READ_MEETING, self._circle)

    def _may(self, action: Action, resource: Resource) -> bool:
        return decide(self._actor, action, resource, self._now).allowed

    def items(self, kept: Kept) -> Iterator[Item]:
        """Yield what of one event is seen."""
        event = kept.event
        if isinstance(event, ContributionSubmitted):
            for part in event.parts:
                if part.part_id is not None and self._part(event.agency_id, part.part_id) is Sight.TEXT:
                    yield Item(kept.position, part.part_id, kept)
        elif self._sees(event):
            yield Item(kept.position, None, kept)

    def children(self, through: int | None) -> Iterator[Item]:
        """Yield what is seen of the children: who they are, as it was registered."""
        for child_id in self._stood.shared.standing.child_ids:
            registered_by = self._meeting.registered_by(child_id)
            if registered_by is None:
                continue
            if self._may(Action.READ_CHILD, ChildFacts(registered_by, (self._circle,))):
                for kept in self._meeting.children[child_id]:
                    if through is None or kept.position <= through:
                        yield Item(kept.position, None, kept)

    def _sees(self, event: object) -> bool:
        if isinstance(event, PartCorrected):
            return self._part(event.agency_id, event.part_id) is Sight.TEXT
        if isinstance(event, PartReleased | PartWithdrawn):
            return self._part(event.agency_id, event.part_id) is not Sight.NOTHING
        if isinstance(event, OpenedInEmergency):
            # The chair is told, as in a subscription.
            notice = WorkFacts(self._circle, practitioner_id=self._circle.chair_id)
            return self._may(Action.READ_WORK_ITEM, notice)
        if self.reads:
            return True
        if isinstance(event, _OWN_SHARE):
            return event.agency_id == self._actor.agency_id and self._may(Action.READ_OWN_SHARE, self._circle)
        action_id = getattr(event, "action_id", None)
        owned = self._stood.access.actions.get(action_id) if action_id is not None else None
        return owned is not None and self._may(Action.READ_ACTION, ActionFacts(self._circle, owned.agency_id))

    def _part(self, agency_id: UUID, part_id: UUID) -> Sight:
        shared = self._stood.shared
        part = next(part for part in shared.answers[agency_id].parts if part.part_id == part_id)
        released = part.is_released(sitting_opened=shared.standing.opened_at is not None, now=self._now.now)
        return sight_of_part(self._actor, part.facts(self._circle, released=released), self._now)
