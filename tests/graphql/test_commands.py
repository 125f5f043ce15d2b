"""Every command can be sent, is explained, and is answered in data."""

import enum
from typing import Any, get_type_hints
from uuid import UUID, uuid4

import msgspec
import pytest
from graphql import GraphQLInputObjectType, build_schema

from quorate_graphql.mutations.fields import COMMANDS, FROM_THE_TOKEN, SPEAKS_FOR_ITSELF
from quorate_graphql.schema import build_schema as build_quorate_schema

SCHEMA = build_schema(str(build_quorate_schema()))
MUTATIONS = SCHEMA.mutation_type.fields if SCHEMA.mutation_type else {}
INPUTS = [
    type_
    for type_ in SCHEMA.type_map.values()
    if isinstance(type_, GraphQLInputObjectType) and type_.name.endswith("Input")
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_every_command_has_a_mutation_that_says_what_it_does(command: type[msgspec.Struct]) -> None:
    name = command.__name__[0].lower() + command.__name__[1:]
    assert MUTATIONS[name].description


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_every_field_of_a_command_is_an_input_field(command: type[msgspec.Struct]) -> None:
    made = SCHEMA.type_map[f"{command.__name__}Input"]
    assert isinstance(made, GraphQLInputObjectType)
    from_the_token = FROM_THE_TOKEN.get(command, frozenset())
    assert len(made.fields) == len(command.__struct_fields__) - len(from_the_token)


@pytest.mark.parametrize("made", INPUTS, ids=lambda made: made.name)
def test_every_input_and_each_of_its_fields_is_explained(made: GraphQLInputObjectType) -> None:
    assert made.description
    assert [name for name, field in made.fields.items() if not field.description] == []


@pytest.mark.parametrize("made", INPUTS, ids=lambda made: made.name)
def test_descriptions_name_fields_as_the_api_writes_them(made: GraphQLInputObjectType) -> None:
    assert "_" not in (made.description or "")


def test_a_closed_set_of_words_is_an_enum_of_the_schema() -> None:
    words = {
        hint
        for command in COMMANDS
        for hint in get_type_hints(command).values()
        if isinstance(hint, type) and issubclass(hint, enum.Enum)
    }
    for each in words:
        assert set(SCHEMA.type_map[each.__name__].values) == {member.name for member in each}


@pytest.mark.parametrize("command", sorted(SPEAKS_FOR_ITSELF, key=lambda each: each.__name__))
def test_an_agency_that_speaks_for_itself_need_not_name_itself(command: type[msgspec.Struct]) -> None:
    made = SCHEMA.type_map[f"{command.__name__}Input"]
    assert isinstance(made, GraphQLInputObjectType)
    assert str(made.fields["agencyId"].type) == "UUID"


async def test_a_contribution_without_agency_is_the_viewers(
    api: Any, people: Any, meeting_id: UUID, a_part: Any
) -> None:
    answer = await api.command("submitContribution", people.police, meetingId=str(meeting_id), parts=[a_part])
    assert answer["__typename"] == "CommandAccepted"
    assert answer["streamId"] == str(meeting_id)
    assert len(answer["created"]) == 1


async def test_the_same_command_again_is_answered_as_the_first_time(
    api: Any, people: Any, meeting_id: UUID, a_part: Any
) -> None:
    sent = {"command_id": uuid4(), "meetingId": str(meeting_id), "parts": [a_part]}
    first = await api.command("submitContribution", people.police, **sent)
    again = await api.command("submitContribution", people.police, **sent)
    assert again == {**first, "replayed": True}


async def test_the_same_id_for_another_command_is_refused(
    api: Any, people: Any, meeting_id: UUID, a_part: Any
) -> None:
    command_id = uuid4()
    send = {"command_id": command_id, "meetingId": str(meeting_id)}
    await api.command("submitContribution", people.police, parts=[a_part], **send)
    other = await api.command(
        "submitContribution", people.police, parts=[{**a_part, "text": "Something else."}], **send
    )
    assert other["code"] == "command_id_reused"


async def test_what_the_rules_do_not_allow_is_refused_with_a_suggestion(
    api: Any, people: Any, meeting_id: UUID, a_part: Any
) -> None:
    answer = await api.command("submitContribution", people.health, meetingId=str(meeting_id), parts=[a_part])
    assert answer["__typename"] == "CommandRefused"
    assert answer["code"] == "meeting_not_found"
    assert answer["message"]
    assert answer["suggestion"]


async def test_a_mutation_can_read_what_it_wrote(api: Any, people: Any, meeting_id: UUID) -> None:
    data = await api.ask(
        """mutation ($meeting: UUID!, $id: UUID!) {
            cancelMeeting(input: {meetingId: $meeting, reason: "Convened twice"}, commandId: $id) {
                ... on CommandAccepted { query { viewer { agencyId } } }
            } }""",
        people.chair,
        meeting=str(meeting_id),
        id=str(uuid4()),
    )
    assert data["cancelMeeting"]["query"]["viewer"]["agencyId"] == str(people.chair.agency_id)


async def test_somebody_elses_command_id_is_as_good_as_a_new_one(api, people, shown_meeting):
    once = uuid4()
    level = {"meetingId": str(shown_meeting), "level": "CURRENT"}
    first = await api.command("declareInvolvement", people.police, once, **level)
    assert first["__typename"] == "CommandAccepted", first
    invited = {"agencyId": str(people.health.agency_id), "role": "health_visitor", "why": "w", "asked": "a"}
    theirs = [
        await api.command("inviteAgency", people.chair, once, meetingId=str(shown_meeting), **invited)
        for _ in range(2)
    ]
    assert [each["replayed"] for each in theirs] == [False, True]
    other = await api.command("inviteAgency", people.chair, once, meetingId=str(uuid4()), **invited)
    assert other["__typename"] == "CommandRefused"
    assert (await api.command("declareInvolvement", people.police, once, **level))["replayed"]
