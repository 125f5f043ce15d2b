from uuid import uuid4

import pytest

from quorate_projections.engine.fold import fold_events, wanted
from quorate_projections.engine.projection import Projection, RecordedEvent, table


class Unfrozen(Projection):
    name = "unfrozen"
    topics = frozenset()
    tables = ()

    def fold(self, state, event):
        return state

    def rows(self, stream_id, state):
        return {}


def recorded(event, position=1):
    return RecordedEvent(position, event.originator_id, event.originator_version, type(event).TOPIC, event)


def test_only_rows_that_differ_are_written(house_of_events, boxes, box):
    first, second = house_of_events.put(box, "book"), house_of_events.put(box, "atlas")
    before = fold_events(boxes, [recorded(first)], {}).states
    changes = fold_events(boxes, [recorded(second, 2)], before).changes
    assert changes["thing"].written == [(box, "atlas", 1)]
    assert changes["thing"].deleted == []


def test_rows_that_vanish_are_deleted_by_key(house_of_events, boxes, box):
    before = fold_events(boxes, [recorded(house_of_events.put(box, "book"))], {}).states
    changes = fold_events(boxes, [recorded(house_of_events.take(box, "book"), 2)], before).changes
    assert changes["thing"].written == []
    assert changes["thing"].deleted == [(box, "book")]


@pytest.mark.parametrize(
    "rows",
    [
        {"box": [(1, 1, [], {}), (1, 2, [], {})]},
        {"box": [(2, 1, [], {})]},
        {"nowhere": [(1,)]},
    ],
    ids=["one key twice", "another stream's row", "a table not declared"],
)
def test_rows_that_break_the_rules_stop_the_stream(house_of_events, boxes, box, rows, monkeypatch):
    names = {1: box, 2: uuid4()}
    named = {
        name: [(names[stream_id], *rest) for stream_id, *rest in written] for name, written in rows.items()
    }
    monkeypatch.setattr(type(boxes), "rows", lambda self, stream_id, state: named)
    folded = fold_events(boxes, [recorded(house_of_events.put(box))], {})
    assert [each.error_code for each in folded.poisoned] == ["RowsBroken"]
    assert folded.states == {}


def test_streams_held_back_are_not_folded(house_of_events, boxes, box):
    assert wanted(boxes, [recorded(house_of_events.put(box))], {box}) == []


def test_a_state_that_can_change_in_place_is_refused(boxes):
    import msgspec

    class Mutable(msgspec.Struct):
        pass

    Unfrozen.state = Mutable
    with pytest.raises(TypeError, match="frozen"):
        Unfrozen()


def test_a_table_needs_a_key():
    with pytest.raises(ValueError, match="key"):
        table("box", {}, {"events": "bigint"})
