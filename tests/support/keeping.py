"""A small agency whose members are kept by two coordinators, and everybody who might try to pass for one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from tests.support.sign_in import authorization, may_sign_in

from quorate_events.access.actor import Duty
from quorate_events.context import Recorder
from quorate_events.meetings.vocabulary import Sector
from quorate_events.people.agency import RegisterAgency
from quorate_events.people.one_time_code import hash_of
from quorate_events.people.practitioner import RegisterPractitioner
from quorate_events.people.system_client import RegisterSystemClient
from quorate_services.dev_issuer.issuer import ISSUER

CODE = "a-random-code-of-24-characters-or-more"


@dataclass(frozen=True)
class Account:
    """Somebody who signs in; a member's first account is called as the member is."""

    practitioner_id: UUID


@dataclass(frozen=True)
class Agency:
    """The agency, its people by what they are, and the way to send as them."""

    api: Any
    agency_id: UUID
    people: Mapping[str, Account]

    async def sends(self, who: str | Account, command: str, **fields: Any) -> str:
        """Return "accepted", or the code of the refusal, of a command or of the whole request."""
        by = self.people[who] if isinstance(who, str) else who
        made = f"{command[0].upper()}{command[1:]}Input"
        document = f"""mutation ($input: {made}!, $id: UUID!) {{ answer: {command}(input: $input, commandId: $id) {{
            ... on CommandAccepted {{ position }} ... on CommandRefused {{ code }} }} }}"""
        answer = await self.api.send(document, by, input=fields, id=str(uuid4()))
        if "errors" in answer:
            return str(answer["errors"][0]["extensions"]["code"])
        return str(answer["data"]["answer"].get("code", "accepted"))

    async def lets_in(self, account: Account) -> str:
        """Return as whom an account is let in, by what they are; or why it is not."""
        body = {"query": "{ viewer { practitionerId } }"}
        headers = authorization(account.practitioner_id)
        answer = (await self.api.http.post("/graphql", json=body, headers=headers)).json()
        if "errors" in answer:
            return str(answer["errors"][0]["extensions"]["code"])
        found = UUID(answer["data"]["viewer"]["practitionerId"])
        return next((name for name, each in self.people.items() if each.practitioner_id == found), "somebody")

    def link(self, account: Account, member: str | UUID) -> dict[str, str]:
        """The fields that say that an account is a member's."""
        whose = self.people[member].practitioner_id if isinstance(member, str) else member
        return {"issuer": ISSUER, "subject": str(account.practitioner_id), "practitionerId": str(whose)}

    def invitation(self, person: UUID) -> dict[str, Any]:
        """The fields by which a practitioner is invited."""
        return {
            "practitionerId": str(person),
            "name": "A Person",
            "agencyId": str(self.agency_id),
            "codeHash": hash_of(CODE),
            "expiresAt": (datetime.now(UTC) + timedelta(days=1)).isoformat(),
        }


async def agency(api: Any, office: Any) -> Agency:
    """Register the agency, one next door, and their people; all but the newcomer may sign in."""
    mine, next_door, registrar = uuid4(), uuid4(), Recorder(uuid4(), uuid4())
    duties = {
        "coordinator": (mine, Duty.AGENCY_COORDINATOR),
        "second coordinator": (mine, Duty.AGENCY_COORDINATOR),
        "victim": (mine, Duty.PRACTITIONER),
        "newcomer": (mine, Duty.PRACTITIONER),
        "suspended": (mine, Duty.PRACTITIONER),
        "ended": (mine, Duty.PRACTITIONER),
        "coordinator next door": (next_door, Duty.AGENCY_COORDINATOR),
        "administrator next door": (next_door, Duty.CONFERENCE_ADMINISTRATOR),
        "partner": (next_door, Duty.SAFEGUARDING_PARTNER),
        "officer": (next_door, Duty.DATA_PROTECTION_OFFICER),
        "auditor": (next_door, Duty.AUDITOR),
    }
    people = {name: Account(uuid4()) for name in (*duties, "software")}
    commands: list[Any] = [
        RegisterAgency(agency_id=each, name="Health", sector=Sector.HEALTH) for each in (mine, next_door)
    ]
    for name, (agency_id, duty) in duties.items():
        person = people[name].practitioner_id
        commands.append(
            RegisterPractitioner(practitioner_id=person, name=name, agency_id=agency_id, duties=(duty,))
        )
    software = people["software"].practitioner_id
    commands.append(RegisterSystemClient(practitioner_id=software, name="Records", agency_id=mine))
    for command in commands:
        await office.commands.execute(command, command_id=uuid4(), by=registrar)
    for name, account in people.items():
        if name != "newcomer":
            await may_sign_in(office.commands, account.practitioner_id)
    made = Agency(api, mine, people)
    for name, command_name in (("suspended", "suspendMember"), ("ended", "endMembership")):
        fields = {"practitionerId": str(people[name].practitioner_id), "reason": "Moved"}
        assert await made.sends("coordinator", command_name, **fields) == "accepted"
    return made
