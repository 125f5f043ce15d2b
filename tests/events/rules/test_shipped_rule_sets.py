"""The files that are shipped."""

import json
from importlib import resources

import jsonschema
import pytest

from quorate_events.meetings.vocabulary import MeetingKind
from quorate_events.rules.schema import rule_set_schema

RULES = resources.files("quorate_events.rules")
FILES = sorted(each.name for each in (RULES / "data").iterdir() if each.name.endswith(".json"))


def test_the_published_schema_is_the_one_that_the_types_make():
    assert (RULES / "rule-set.schema.json").read_text("utf-8") == rule_set_schema()


@pytest.mark.parametrize("name", FILES)
def test_a_shipped_file_keeps_to_the_published_schema_and_is_named_for_its_content(name):
    content = json.loads((RULES / "data" / name).read_text("utf-8"))

    jsonschema.Draft202012Validator(json.loads(rule_set_schema())).validate(content)
    assert name == f"{content['ref']['id']}-{content['ref']['version']}.json"


def test_the_schema_refuses_a_misspelt_field():
    content = json.loads((RULES / "data" / FILES[0]).read_text("utf-8")) | {"kind": {}}

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content, json.loads(rule_set_schema()))


def test_a_national_baseline_and_two_local_sets_are_shipped(rule_sets):
    assert [each.ref.id for each in rule_sets.all()] == ["england-baseline", "northbrook", "saltmarsh"]


def test_every_set_has_rules_for_every_kind_of_meeting(rule_sets):
    assert all(set(each.kinds) == set(MeetingKind) for each in rule_sets.all())


def test_the_conflict_about_where_the_fifteen_days_start_is_documented_with_sources(baseline):
    clocks = baseline.kinds[MeetingKind.INITIAL_CONFERENCE].clocks
    source = next(clock.source for clock in clocks if clock.code == "conference_held")

    assert "Sources conflict on the anchor" in source
    assert source.count("http") >= 3


def test_every_rule_names_a_source_that_can_be_looked_up(rule_sets):
    kinds = [rules for each in rule_sets.all() for rules in each.kinds.values()]
    sources = [rules.quoracy.source for rules in kinds]
    sources += [clock.source for rules in kinds for clock in rules.clocks if "review_held" not in clock.code]

    assert [source for source in sources if "http" not in source] == []


def test_the_family_is_marked_as_family(baseline):
    family = {code for code, role in baseline.roles.items() if role.family}

    assert family == {"child", "parent", "carer", "family_member", "advocate", "supporter"}
