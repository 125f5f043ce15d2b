"""The JSON Schema of a rule-set file, generated from the types."""

import json

import msgspec

from quorate_events.rules.rule_set import RuleSet


def rule_set_schema() -> str:
    """Return the schema as JSON text (draft 2020-12), as checked in at ``rule-set.schema.json``."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Rule set"}
    return json.dumps(schema | msgspec.json.schema(RuleSet), indent=2, ensure_ascii=False) + "\n"
