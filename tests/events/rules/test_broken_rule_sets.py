"""Files that cannot be used: each is refused with its name, the place, and what is wrong."""

import json
from importlib import resources
from pathlib import Path

import pytest

from quorate_events.rules.rule_set import RuleSetRef
from quorate_events.rules.rule_sets import BrokenRuleSet, RuleSets, UnknownRuleSet

SHIPPED = resources.files("quorate_events.rules") / "data" / "northbrook-2026-1.json"
INITIAL = "initial_child_protection_conference"
DELETE = object()


@pytest.fixture
def local() -> dict:
    content = json.loads(SHIPPED.read_text("utf-8"))
    content["ref"] = {"id": "here", "version": "2026-1"}
    return content


def load(directory: Path, content: object, name: str = "here.json") -> RuleSets:
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    (directory / name).write_bytes(text)
    return RuleSets.from_directory(directory)


def put(content: dict, path: str, value: object) -> None:
    *parents, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    for step in parents:
        content = content[step]
    if value is DELETE:
        del content[last]
    else:
        content[last] = value


@pytest.mark.parametrize(
    ("path", "value", "place", "what"),
    [
        ("name", DELETE, "the whole file", "missing required field `name`"),
        ("nmae", "x", "the whole file", "unknown field `nmae`"),
        ("ref/version", "new", "ref.version", "matching regex"),
        ("calendar", "moon-1", "calendar", "no working-day calendar moon-1"),
        ("roles/gp/sector", "medicine", "roles.gp.sector", "invalid enum value 'medicine'"),
        ("labels/chairman", "Chairman", "labels.chairman", "neither a role, a sector nor a kind"),
        ("escalation_stages/1/number", 3, "escalation_stages", "numbered 1, 2, 3"),
        (f"kinds/{INITIAL}", DELETE, "kinds", f"no rules for {INITIAL}"),
        (
            f"kinds/{INITIAL}/clocks/0/anchor",
            "moon",
            f"kinds.{INITIAL}.clocks[0].anchor",
            "enum value 'moon'",
        ),
        (f"kinds/{INITIAL}/clocks/0/amount", -1, f"kinds.{INITIAL}.clocks[0].amount", ">= 0"),
        (f"kinds/{INITIAL}/clocks/1/code", "conference_held", f"kinds.{INITIAL}.clocks", "there 2 times"),
        (f"kinds/{INITIAL}/clocks/1/amount", 9, f"kinds.{INITIAL}.clocks[1]", "different deadlines"),
        (
            f"kinds/{INITIAL}/required/0/roles",
            ["wizard"],
            f"kinds.{INITIAL}.required[0].roles",
            "role wizard is not",
        ),
        (
            f"kinds/{INITIAL}/required/0/roles",
            ["gp"],
            f"kinds.{INITIAL}.required[0].roles",
            "does not belong to",
        ),
        (
            f"kinds/{INITIAL}/quoracy/lead_roles",
            ["gp"],
            f"kinds.{INITIAL}.quoracy.lead_roles",
            "does not belong",
        ),
        (
            f"kinds/{INITIAL}/quoracy/lead_roles",
            ["conference_chair"],
            f"kinds.{INITIAL}.quoracy.lead_roles",
            "never counts",
        ),
        (
            f"kinds/{INITIAL}/quoracy/required_sectors",
            ["childrens_social_care"],
            f"kinds.{INITIAL}.quoracy.required_sectors",
            "required already",
        ),
        (
            f"kinds/{INITIAL}/quoracy/groups/0/sectors",
            ["childrens_social_care"],
            f"kinds.{INITIAL}.quoracy.groups[0].sectors",
            "counted by itself",
        ),
        (f"kinds/{INITIAL}/quoracy/count_by", "agency", f"kinds.{INITIAL}.quoracy.groups", "by discipline"),
        (
            f"kinds/{INITIAL}/quoracy/groups/0/sectors",
            [],
            f"kinds.{INITIAL}.quoracy.groups[0]",
            "neither roles",
        ),
        (
            f"kinds/{INITIAL}/quoracy/groups/1/roles",
            ["gp"],
            f"kinds.{INITIAL}.quoracy.groups.roles",
            "gp is there 2 times",
        ),
        (
            f"kinds/{INITIAL}/quoracy/exceptions/0/code",
            "delay_detrimental",
            f"kinds.{INITIAL}.quoracy.exceptions",
            "there 2 times",
        ),
    ],
)
def test_a_contradiction_is_refused_with_its_place(tmp_path, local, path, value, place, what):
    put(local, path, value)

    with pytest.raises(BrokenRuleSet) as refusal:
        load(tmp_path, local)

    assert refusal.value.file == "here.json"
    assert any(each.place == place and what in each.what for each in refusal.value.problems), (
        refusal.value.message
    )
    assert "here.json" in refusal.value.message
    assert refusal.value.suggestion


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"", "line 1, column 1"),
        (b'{"ref": \n  nothing}', "line 2, column 3"),
        (b"[]", "the whole file"),
        (b"\xff\xfe", "byte 0"),
        (b'{"roles": {"gp": {}, "gp": {}}}', "gp"),
        (b"[" * 100_000, "the whole file"),
        (b'{"name": "\\ud800"}', "the whole file"),
        (b"1" * 5000, "the whole file"),
    ],
)
def test_a_file_that_is_no_rule_set_at_all_is_refused(tmp_path, content, place):
    with pytest.raises(BrokenRuleSet) as refusal:
        load(tmp_path, content)

    assert [each.place for each in refusal.value.problems] == [place]


def test_all_contradictions_are_named_at_once(tmp_path, local):
    local["calendar"] = "moon-1"
    local["labels"]["chairman"] = "Chairman"

    with pytest.raises(BrokenRuleSet) as refusal:
        load(tmp_path, local)

    assert [each.place for each in refusal.value.problems] == ["calendar", "labels.chairman"]


def test_a_version_that_exists_already_is_refused(tmp_path, local):
    load(tmp_path, local)

    with pytest.raises(
        BrokenRuleSet, match=r"there\.json cannot be used: at ref: here 2026-1 exists already"
    ):
        load(tmp_path, local, "there.json")


def test_a_directory_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BrokenRuleSet, match="no such directory"):
        RuleSets.from_directory(tmp_path / "absent")


def test_a_local_file_joins_those_shipped(tmp_path, local):
    rule_sets = load(tmp_path, local)

    assert rule_sets.get(RuleSetRef("here", "2026-1")).ref.id == "here"
    assert rule_sets.latest("england-baseline").ref.version == "2026-1"


def test_the_latest_version_is_the_highest_number_not_the_last_in_the_alphabet(tmp_path, local):
    for version in ("2026-9", "2026-10"):
        local["ref"]["version"] = version
        rule_sets = load(tmp_path, local, f"{version}.json")

    assert rule_sets.latest("here").ref.version == "2026-10"


def test_a_version_that_nobody_wrote_is_unknown_and_those_known_are_named(rule_sets):
    with pytest.raises(UnknownRuleSet, match="no rule set northbrook 1999-1") as refusal:
        rule_sets.get(RuleSetRef("northbrook", "1999-1"))

    assert "northbrook 2026-1" in refusal.value.suggestion


def test_a_name_that_nobody_wrote_is_unknown(rule_sets):
    with pytest.raises(UnknownRuleSet, match="no rule set atlantis"):
        rule_sets.latest("atlantis")


def test_what_cannot_be_read_is_refused(tmp_path):
    (tmp_path / "folder.json").mkdir()
    with pytest.raises(BrokenRuleSet, match="cannot be read"):
        RuleSets.from_directory(tmp_path)
