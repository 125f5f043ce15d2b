"""What one agency's system may see of a meeting, event by event. Asks the policy, and decides nothing itself."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor
from quorate_events.access.decide import decide
from quorate_events.access.policy import Ground
from quorate_events.access.resources import ActionFacts, ChildFacts, Circumstances, Resource, WorkFacts
from quorate_events.access.sight import Sight, sight_of_part
from quorate_events.meetings.contributions import ContributionDeclined, ContributionSubmitted, NothingHeld
from quorate_events.meetings.invitations import AgencyInvited
from quorate_events.meetings.notices import TELLS_OF_AN_OPENING
from quorate_events.meetings.parts import PartCorrected, PartReleased, PartWithdrawn
from quorate_services.feeds.following import Followed, Kept, Stood

_OWN_SHARE = (AgencyInvited, NothingHeld, ContributionDeclined)
"""What an agency was asked and answered, parts apart."""


class Item(NamedTuple):
    """Something that is told as one record: an event, or of a contribution one part; ``ground`` is why it may be."""

    position: int
    part_id: UUID | None
    kept: Kept
    ground: Ground

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
        self._reads = self._may(Action.READ_MEETING, self._circle)

    @property
    def reads(self) -> bool:
        """Whether the meeting itself is seen."""
        return self._reads is not None

    def _may(self, action: Action, resource: Resource) -> Ground | None:
        return decide(self._actor, action, resource, self._now).ground

    def items(self, kept: Kept) -> Iterator[Item]:
        """Yield what of one event is seen."""
        event = kept.event
        if isinstance(event, ContributionSubmitted):
            for part in event.parts:
                part_id = part.part_id
                ground = part_id and self._part(event.agency_id, part_id, Sight.TEXT)
                if ground:
                    yield Item(kept.position, part_id, kept, ground)
        else:
            ground = self._sees(event)
            if ground is not None:
                yield Item(kept.position, None, kept, ground)

    def children(self, through: int | None) -> Iterator[Item]:
        """Yield what is seen of the children: who they are, as it was registered."""
        for child_id in self._stood.shared.standing.child_ids:
            registered_by = self._meeting.registered_by(child_id)
            if registered_by is None:
                continue
            ground = self._may(Action.READ_CHILD, ChildFacts(registered_by, (self._circle,)))
            if ground is not None:
                for kept in self._meeting.children[child_id]:
                    if through is None or kept.position <= through:
                        yield Item(kept.position, None, kept, ground)

    def _sees(self, event: object) -> Ground | None:
        if isinstance(event, PartCorrected):
            return self._part(event.agency_id, event.part_id, Sight.TEXT)
        if isinstance(event, PartReleased | PartWithdrawn):
            return self._part(event.agency_id, event.part_id, Sight.WITHDRAWAL)
        if isinstance(event, TELLS_OF_AN_OPENING):
            # The chair is told, as in a subscription.
            notice = WorkFacts(self._circle, practitioner_id=self._circle.chair_id)
            return self._may(Action.READ_WORK_ITEM, notice)
        if self._reads is not None:
            return self._reads
        if isinstance(event, _OWN_SHARE):
            own = event.agency_id == self._actor.agency_id
            return self._may(Action.READ_OWN_SHARE, self._circle) if own else None
        action_id = getattr(event, "action_id", None)
        owned = self._stood.access.actions.get(action_id) if action_id is not None else None
        if owned is None:
            return None
        return self._may(Action.READ_ACTION, ActionFacts(self._circle, owned.agency_id))

    def _part(self, agency_id: UUID, part_id: UUID, least: Sight) -> Ground | None:
        """Return on what ground so much of a part is seen at least."""
        shared = self._stood.shared
        part = next(part for part in shared.answers[agency_id].parts if part.part_id == part_id)
        released = part.is_released(sitting_opened=shared.standing.opened_at is not None, now=self._now.now)
        facts = part.facts(self._circle, released=released)
        sight = sight_of_part(self._actor, facts, self._now)
        if sight is Sight.NOTHING or (least is Sight.TEXT and sight is not Sight.TEXT):
            return None
        return self._may(Action.READ_PART if sight is Sight.TEXT else Action.KNOW_OF_PART, facts)
