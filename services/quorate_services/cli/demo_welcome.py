"""What `quorate demo` says once it runs: where, as whom, and questions to try."""

import json
from collections.abc import Sequence
from pathlib import Path

from quorate_services.demo.showcase import TODAYS_CONFERENCE
from quorate_services.dev_issuer.sign_ins import SignIn

_ASK = """curl -s {address}/graphql \\
     -H "Authorization: Bearer $(curl -s -d practitioner={who} {address}/dev-issuer/token.txt)" \\
     -H 'Content-Type: application/json' -d '{body}'"""

QUESTIONS: tuple[tuple[str, str, str], ...] = (
    (
        "What is asked of the police sergeant, why, and by when?",
        "police",
        "{ workList(first: 5) { edges { node { kind why due overdue meetingKind scheduledFor } } } }",
    ),
    (
        "Who is missing from today's conference, who has not answered, and is it quorate?",
        "chair",
        '{ attendanceGrid(meetingId: "{today}") '
        "{ missing { label reason } notAnswered { agencyName role } } "
        'quoracy(meetingId: "{today}") { ruleSetName sittings { quorate explanation } } }',
    ),
    (
        "What has each agency shared for it, and what do the children say?",
        "chair",
        '{ informationShared(meetingId: "{today}") { agencies { agency { name } status overdue '
        "requests { why asked } parts { heading audience text } } wishesAndFeelings { text } } }",
    ),
    (
        "How often did the police come when they were significantly involved?",
        "board",
        "{ attendanceTrend(period: QUARTER, groupBy: [SECTOR], sectors: [POLICE]) { period sector "
        "attendance { numerator denominator percentage } "
        "attendanceWhereSignificantlyInvolved { numerator denominator percentage } } }",
    ),
)
"""What to try: a sentence, who asks, and the GraphQL question."""


def welcome(address: str, portal: str, people: Sequence[SignIn], home: Path) -> str:
    """Return the text to print."""
    lines = [
        "",
        "Quorate is running. Every person in it is invented.",
        "",
        f"  The portal, for people:                    {portal}",
        f"  GraphQL, with an explorer in the browser:  {address}/graphql",
        f"  Sign in, and get a token to paste:         {address}/dev-issuer",
        "",
        "At the portal, choose Sign in, and then one of these people: no password is asked for. In scripts, the word",
        "in front gets you a token to ask as one of them, good for half a day:",
        "",
        f"  curl -s -d practitioner=police {address}/dev-issuer/token.txt",
        "",
    ]
    width = max((len(person.key) for person in people), default=0)
    for person in people:
        lines += [
            f"  {person.key:{width}}  {person.kind}: {person.name}, {person.agency}",
            f"  {'':{width}}  {person.look_at}",
        ]
    lines += ["", "Questions to try:", ""]
    for sentence, who, question in QUESTIONS:
        asked = question.replace("{today}", str(TODAYS_CONFERENCE))
        ask = _ASK.format(address=address, who=who, body=json.dumps({"query": asked}))
        lines += [f"  # {sentence}", f"  {ask}", ""]
    lines += [f"Stop with Ctrl-C. The data stays in {home} for the next start."]
    return "\n".join(lines)
