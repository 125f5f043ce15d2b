"""The example of the guide to rule sets, followed step by step."""

import contextlib
import io
import json
import re
from importlib import resources
from pathlib import Path

from quorate_events.rules.rule_set import Anchor, Milestone, Unit

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "rule-sets.md"
SHIPPED = resources.files("quorate_events.rules") / "data" / "saltmarsh-2026-1.json"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE.read_text("utf-8"), re.DOTALL | re.MULTILINE)


def change(content: dict, fragment: dict) -> None:
    for name, value in fragment.items():
        if isinstance(value, dict) and isinstance(content.get(name), dict):
            change(content[name], value)
        else:
            content[name] = value


def test_a_partnership_that_follows_the_guide_gets_what_the_guide_prints(tmp_path, monkeypatch):
    rules = tmp_path / "rules"
    (rules / "calendars").mkdir(parents=True)
    content = json.loads(SHIPPED.read_text("utf-8"))
    for fragment in map(json.loads, blocks("json")):
        if "extends" in fragment:
            (rules / "calendars" / "ours.json").write_text(json.dumps(fragment))
        else:
            change(content, fragment)
    (rules / "ours.json").write_text(json.dumps(content))
    monkeypatch.chdir(tmp_path)

    [program], [expected] = blocks("python"), blocks("text")
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(program, str(GUIDE), "exec"), {})

    assert printed.getvalue() == expected


def test_the_guide_names_every_anchor_unit_and_milestone():
    text = GUIDE.read_text("utf-8")

    assert [word for word in (*Anchor, *Unit, *Milestone) if f"`{word}`" not in text] == []
