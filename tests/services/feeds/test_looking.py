"""Whatever a feed tells of a meeting is a look at the children whom the meeting is about."""

from tests.support.feeding import follow
from tests.support.history import HEALTH, POLICE, History, worker_of

from quorate_events.access.actor import Actor, ActorKind
from quorate_services.feeds.edges import Moment, edge
from quorate_services.feeds.looking import looks_at


def test_a_part_that_is_told_later_is_a_look_at_the_children() -> None:
    history = History()
    meeting = history.convene(children=2)
    for each, role in ((POLICE, "detective_sergeant"), (HEALTH, "health_visitor")):
        history.invite(meeting, each, role)
    before = Moment(history.events[-1].position, history.now)
    (part_id,) = history.contribute(meeting, POLICE)
    after = Moment(history.events[-1].position, history.now)
    system, followed = Actor(worker_of(HEALTH, 90), HEALTH, kind=ActorKind.SYSTEM), follow(history, meeting)
    told = edge(followed, system, before, after, history.now)
    (look,) = looks_at(told, system, meeting, followed.child_ids)
    assert (look.part_ids, set(look.child_ids)) == ((part_id,), set(history.children_of(meeting)))
