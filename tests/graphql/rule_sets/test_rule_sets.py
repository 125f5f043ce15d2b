"""The rules through the API."""

from typing import Any

from quorate_events.meetings.vocabulary import MeetingKind
from quorate_events.rules.rule_sets import RuleSets

ASK = """{ ruleSets { ref { id version } name source calendar
    roles { code label sector family notCountedBecause }
    kinds { kind label required { sector roles label reason }
        quoracy { countBy leadSector minimumOthers onlyInvolved leadRoles requiredSectors
            groups { code label sectors roles } consecutiveInquorateAllowed reconveneWithinWorkingDays }
        exceptions { code sentence leastOthers needsLead reportToSafeguardingPartners }
        reports { workingDaysBefore source }
        clocks { code label anchor direction amount unit metBy window afterKinds } }
    escalationStages { number name respondWithinWorkingDays } } }"""


async def test_given_any_identified_person_when_the_rules_are_asked_for_then_every_version_is_shown(
    api: Any, people: Any
) -> None:
    told = (await api.ask(ASK, people.health))["ruleSets"]
    known = RuleSets.packaged().all()
    assert [each["ref"] for each in told] == [
        {"id": each.ref.id, "version": each.ref.version} for each in known
    ]
    baseline, rules = told[0], known[0]
    assert baseline["ref"]["id"] == "england-baseline"
    assert {each["code"]: each["label"] for each in baseline["roles"]} == {
        code: rules.label(code) for code in rules.roles
    }
    assert {MeetingKind[each["kind"]] for each in baseline["kinds"]} == set(rules.kinds)
    for each in baseline["kinds"]:
        kind = rules.kinds[MeetingKind[each["kind"]]]
        assert [every["code"] for every in each["exceptions"]] == [e.code for e in kind.quoracy.exceptions]
        assert [every["amount"] for every in each["clocks"]] == [clock.amount for clock in kind.clocks]
        assert len(each["required"]) == len(kind.required)
    assert [each["number"] for each in baseline["escalationStages"]] == [
        stage.number for stage in rules.escalation_stages
    ]


async def test_given_a_short_name_when_one_rule_set_is_asked_for_then_no_other_is_shown(
    api: Any, people: Any
) -> None:
    told = await api.ask('{ ruleSets(id: "northbrook") { ref { id } } }', people.chair)
    assert {each["ref"]["id"] for each in told["ruleSets"]} == {"northbrook"}


async def test_given_nobody_when_the_rules_are_asked_for_then_it_is_not_answered(api: Any) -> None:
    refused = await api.send("{ ruleSets { name } }")
    assert refused["errors"][0]["extensions"]["code"] == "not_identified"
