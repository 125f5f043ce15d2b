"""The pages that are made from the code are up to date, and leave nothing out."""

import pytest
from tests.docs.printed import ROOT

from quorate_events.meetings import catalogue as meetings
from quorate_events.people import catalogue as people
from quorate_projections.metrics.registry import METRICS
from quorate_services.reference.__main__ import main
from quorate_services.reference.errors_page import error_classes
from quorate_services.reference.files import GENERATED


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


@pytest.mark.parametrize("name", GENERATED)
def test_a_generated_file_is_what_the_code_makes(name: str) -> None:
    assert (ROOT / name).read_text("utf-8") == GENERATED[name](), "write it anew with: make generate"


def test_every_error_has_its_code_on_the_page() -> None:
    found = error_classes()
    assert [error for error in found if f"| `{error.code}` |" not in page("errors.md")] == []
    assert len(found) > 90


def test_every_error_says_what_it_means() -> None:
    assert [error for error in error_classes() if not error.__doc__] == []


def test_every_topic_has_its_section() -> None:
    topics = [event.TOPIC for event in (*meetings.EVENTS, *people.EVENTS)]
    assert [topic for topic in topics if f"### `{topic}`\n" not in page("events.md")] == []


def test_every_metric_has_its_definition() -> None:
    assert [metric for metric in METRICS if f"- Code: `{metric.code}`" not in page("metrics.md")] == []


def test_check_names_what_is_out_of_date_and_write_puts_it_right(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    for name in GENERATED:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    monkeypatch.setattr("sys.argv", ["reference", "--write"])
    assert main() == 0
    (tmp_path / "docs" / "errors.md").write_text("old", "utf-8")
    monkeypatch.setattr("sys.argv", ["reference", "--check"])
    assert main() == 1
    assert capsys.readouterr().out.startswith("docs/errors.md is out of date.")
