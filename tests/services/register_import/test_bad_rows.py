"""Every way in which a row can be wrong is reported with its line, its column and what to do."""

import pytest

from quorate_events.rules.london_time import london_date
from quorate_services.register_import.meetings import understand
from quorate_services.register_import.reading import read_rows
from quorate_services.register_import.rows import RowParser

from .conftest import HEADER, SOUND


def problems_of(content: str, house):
    rule_set = house.rules.latest("england-baseline")
    parser = RowParser(rule_set, house.calendar, london_date(house.clock.now()))
    return understand(read_rows(content.encode()), parser, rule_set, house.calendar).problems


@pytest.mark.parametrize(
    ("old", "new", "line", "column"),
    [
        ("A-1,initial,2024-05-31,09:30,Social", "A-1,wedding,2024-05-31,09:30,Social", 2, "kind"),
        ("31/05/2024", "31/02/2024", 3, "date"),
        ("31/05/2024", "May 31st", 3, "date"),
        ("31/05/2024", "31/05/2031", 3, "date"),
        ("31/05/2024", "31/05/1931", 3, "date"),
        ("9:30,City", "25:30,City", 3, "time"),
        ("police,police_officer", "rescue,police_officer", 3, "sector"),
        ("police,police_officer", "police,wizard", 3, "role"),
        ("apologies,apologies", "apologies,asleep", 3, "attendance"),
        ("attended,video", "absent,video", 4, "mode"),
        ("nothing held,,,", "nothing held,none,yes,", 3, "significant"),
        ("2024-05-24", "2024-06-07", 2, "report"),
        ("City Police,police", ",police", 3, "agency"),
        ("City Police", "=HYPERLINK(1)", 3, "agency"),
        ("City Police", "City\x00Police", 3, "agency"),
        ("City Police", "P" * 2001, 3, "agency"),
        ("City Police", "P" * 201, 3, "agency"),
        ("City Police", "City\x85Police", 3, "agency"),
        ("A-1,initial,31", "A" * 81 + ",initial,31", 3, "meeting_reference"),
        ("apologies,apologies,,nothing held", "apologies,report_only,,", 3, "report"),
        ("historic,no,C1|C2", "historic,no,C1|C1", 4, "child_references"),
    ],
)
def test_a_bad_field_is_reported_where_it_is(old, new, line, column, house):
    content = HEADER + SOUND.replace(old, new, 1)
    assert content != HEADER + SOUND
    found = problems_of(content, house)
    assert (line, column) in {(problem.line, problem.column) for problem in found}
    assert all(problem.reason and problem.suggestion for problem in found)


def test_a_ragged_row_is_reported_with_both_counts(house):
    found = problems_of(HEADER + SOUND.replace("City Police", "City, Police"), house)
    assert [(problem.line, problem.reason) for problem in found] == [
        (3, "The row has 17 fields and the header 16.")
    ]


def test_rows_of_one_meeting_that_differ_are_reported(house):
    found = problems_of(HEADER + SOUND.replace("A-1,initial,31/05", "A-1,review,30/05"), house)
    assert {(problem.line, problem.column) for problem in found} == {(3, "kind"), (3, "date")}


def test_a_duplicate_row_is_reported(house):
    found = problems_of(HEADER + SOUND + SOUND.splitlines(keepends=True)[0], house)
    assert [(problem.line, problem.column) for problem in found] == [(5, "agency")]
    assert "line 2" in found[0].reason


def test_an_agency_in_two_sectors_is_reported(house):
    second = SOUND.replace("A-1", "A-2").replace(
        "City Police,police,police_officer", "City Police,legal,observer"
    )
    found = problems_of(HEADER + SOUND + second, house)
    assert [(problem.line, problem.column) for problem in found] == [(6, "sector")]


def test_a_time_that_the_clocks_skip_is_reported(house):
    content = HEADER + SOUND.replace("2024-05-31,09:30", "2024-03-31,01:30").replace(
        "31/05/2024,9:30", "2024-03-31,01:30"
    )
    assert {problem.column for problem in problems_of(content, house)} == {"time"}


def test_lines_are_counted_through_fields_with_line_breaks(house):
    content = HEADER + SOUND.replace("City Police", '"City\nPolice"').replace("health_visitor", "healer")
    assert [(problem.line, problem.column) for problem in problems_of(content, house)] == [(5, "role")]


def test_no_problem_quotes_what_stands_in_the_field(house):
    found = problems_of(HEADER + SOUND.replace("police_officer", "secretword"), house)
    assert found
    assert not any("secretword" in problem.reason + problem.suggestion for problem in found)


def test_a_bad_row_leaves_out_its_meeting_however_long_the_reference(house):
    rule_set = house.rules.latest("england-baseline")
    parser = RowParser(rule_set, house.calendar, london_date(house.clock.now()))
    content = HEADER + SOUND.replace("police_officer", "wizard").replace("A-1", "A" * 100)
    register = understand(read_rows(content.encode()), parser, rule_set, house.calendar)
    assert register.meetings == ()
    assert register.unsound == {"A" * 80: (2, 3, 4)}
