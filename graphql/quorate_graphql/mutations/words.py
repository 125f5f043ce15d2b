"""What each field of a command means, for the description of the API. A test holds that none is missing."""

import re

from strawberry.utils.str_converters import to_camel_case

FIELDS: dict[str, str] = {
    "action_id": "The action.",
    "agency_id": "The agency.",
    "agency_ids": "The agencies that may read the part, beside its own agency and the chair.",
    "anchor": "What happened on the date.",
    "anchors": "The dates that the rule set's clocks run from.",
    "answer": "Whether the agency comes, sends apologies, or names a deputy.",
    "asked": "What the agency is asked to bring.",
    "attendee_id": "Names the person within the meeting: the practitioner's id where there is one.",
    "attendees": "The people, each with role, status, mode and times.",
    "audience": "Who may read the part.",
    "basis": "Whether the agencies agreed, or the chair decided.",
    "category": "The category of abuse, where a plan is made or continued.",
    "chair_id": "The practitioner who chairs the meeting.",
    "child": "The child.",
    "child_id": "The child.",
    "child_ids": "The children whom the action is for; none means all of the meeting.",
    "children": "The children whom the meeting is about.",
    "closed_at": "When the sitting ended; now where it is left out.",
    "completed_on": "The day on which it was done; today where it is left out.",
    "concern": "What the professional difference is about.",
    "conference_required": "Whether an initial child protection conference is to be held.",
    "date_of_birth": "The date of birth.",
    "deputy": "Who comes instead.",
    "dissent_id": "The dissent.",
    "due": "The day by which it is to be done.",
    "escalation_id": "The escalation.",
    "evidence": "How we know that it was done.",
    "expected_on": "The expected date of delivery of an unborn baby.",
    "final": "Whether this closes the meeting; otherwise a further sitting follows.",
    "follows": "The meeting that this one results from.",
    "form": "How the meeting is held.",
    "ground": "On which ground.",
    "heading": "What the part is about.",
    "held_on": "The day on which it was held.",
    "id": "The short name.",
    "immediate_action": "What is done at once to keep the child safe.",
    "interim_arrangements": "What protects the child until then.",
    "invitation_id": "The invitation.",
    "issued_at": "When it was sent; now where it is left out.",
    "joined_at": "When the person joined.",
    "kind": "What is being held.",
    "left_at": "When the person left.",
    "level": "None, historic or current.",
    "measure": "How we will know that it is done.",
    "medical": "Whether a child protection medical is to be held.",
    "meeting_id": "The meeting.",
    "mode": "How the person took part.",
    "name": "The name.",
    "nhs_number": "The NHS number, ten digits.",
    "note": "A note.",
    "on": "The date.",
    "opened_at": "When the sitting began; now where it is left out.",
    "outcome": "What came of it.",
    "part_id": "The part.",
    "participation": "How the child took part or was heard.",
    "parts": "The parts, each with its own audience and release.",
    "place": "Where the meeting is held, or how to join it.",
    "position": "Whether the agency agrees.",
    "practitioner_id": "The practitioner.",
    "rationale": "The reasons for the decision.",
    "reason": "Why.",
    "reasoning": "Why the agency thinks so.",
    "recipient": "The member of the family whom it is sent to.",
    "reconvene_on": "The day on which the meeting goes on.",
    "reference": "The number in another system.",
    "release": "When the part becomes readable to its audience.",
    "release_at": "The time of release, for a part that is released at a time.",
    "restriction": "For a restricted part: on which ground, why, and to whom.",
    "role": "The role at the meeting, one of the rule set's.",
    "rule_set": "The version of the rules that the meeting runs under.",
    "scheduled_for": "When the meeting is to begin.",
    "searched": "Where the agency looked.",
    "sector": "The part of the system that the agency belongs to.",
    "significant": "Whether the involvement was significant.",
    "sitting": "The number of the sitting, from 1; the latest where it is left out.",
    "stage": "The stage of the escalation, from 1.",
    "status": "Whether the person was there.",
    "summary": "A summary in a few sentences.",
    "text": "The text.",
    "title": "The job title.",
    "unborn": "Whether the baby is still to be born.",
    "variant": "Which version of the record.",
    "version": "The version: year, hyphen, number in the year.",
    "what": "What is to be done.",
    "why": "Why the agency is asked.",
}
"""By the field's name in the domain. Where one name means two things, the sentence fits both."""

ONLY_IN: dict[str, str] = {
    "ConveneMeeting.meeting_id": "The new meeting's id, of the sender's own making.",
    "InviteAgency.invitation_id": "The new invitation's id, of the sender's own making, or none.",
    "Part.part_id": "The new part's id, of the sender's own making, or none.",
    "Part.child_id": "The child whom the part is about; none means all of the meeting.",
    "RaiseDissent.dissent_id": "The new dissent's id, of the sender's own making, or none.",
    "AgreeAction.action_id": "The new action's id, of the sender's own making, or none.",
    "RaiseEscalation.escalation_id": "The new escalation's id, of the sender's own making, or none.",
    "RegisterAgency.agency_id": "The new agency's id, of the sender's own making.",
    "RegisterPractitioner.practitioner_id": "The new practitioner's id, of the sender's own making.",
    "RegisterChild.child_id": "The new child's id, of the sender's own making.",
    "Deputy.name": "The deputy's name.",
    "Attendee.name": "The name of a person who has no practitioner's id, such as a family member.",
    "Attendee.agency_id": "The agency; none for family members and their supporters.",
}
"""Where the general sentence would mislead: by Struct and field."""


def words_for(struct: str, field: str) -> str:
    """Return the sentence for a field. Raises ``KeyError`` when nobody has written one."""
    return ONLY_IN.get(f"{struct}.{field}") or FIELDS[field]


_QUOTED = re.compile(r"``([a-z_]+)``")


def in_words_of_the_api(docstring: str) -> str:
    """Return a docstring of the domain as a description: the names of fields as the API writes them."""
    return _QUOTED.sub(lambda match: f"`{to_camel_case(match[1])}`", docstring).replace("``", "`")
