"""Every error says what to do next: on the page of errors, and wherever one is made."""

import re
from inspect import Parameter, signature

from quorate_events.errors import QuorateError
from quorate_services.reference.errors_page import errors_page

_ROW = re.compile(r"^\| `(?P<code>[a-z_0-9]+)` \|(?:.*)\| (?P<suggestion>[^|]*)\|$", re.MULTILINE)


def test_no_error_on_the_page_is_without_a_suggestion() -> None:
    rows = _ROW.findall(errors_page().replace("\\|", "/"))
    assert len(rows) > 200
    assert [code for code, suggestion in rows if not suggestion.strip()] == []


def test_what_depends_on_the_case_is_suggested_in_every_way_in_which_it_is_raised() -> None:
    rows = dict(_ROW.findall(errors_page()))
    assert "Read it again and decide anew." in rows["stream_conflict"]


def test_no_error_is_made_without_a_suggestion() -> None:
    assert signature(QuorateError).parameters["suggestion"].default is Parameter.empty
