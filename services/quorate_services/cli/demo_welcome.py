"""What `quorate demo` says once it runs: where, as whom, and questions to try."""

from collections.abc import Sequence

from quorate_services.demo.seeding import SignIn

_ASK = """curl -s {address}/graphql -H 'X-Quorate-Practitioner: {who}' \\
     -H 'Content-Type: application/json' -d '{{"query": "{question}"}}'"""

QUESTIONS: tuple[tuple[str, str, str], ...] = ()
"""What to try: a sentence, who asks, and the GraphQL question."""


def welcome(address: str, people: Sequence[SignIn]) -> str:
    """Return the text to print."""
    ids = {person.key: person.practitioner_id for person in people}
    lines = [
        "",
        "[bold]Quorate is running.[/bold] Every person in it is invented.",
        "",
        f"  GraphQL, with an explorer in the browser:  {address}/graphql",
        "",
        "Ask as one of these people, by the header X-Quorate-Practitioner:",
        "",
    ]
    for person in people:
        lines += [f"  {person.practitioner_id}  {person.name}, {person.agency}", f"      {person.look_at}"]
    lines += ["", "Questions to try:", ""]
    for sentence, who, question in QUESTIONS:
        ask = _ASK.format(address=address, who=ids[who], question=question)
        lines += [f"  # {sentence}", f"  {ask}", ""]
    lines += ["Stop with Ctrl-C. The data stays in .quorate for the next start."]
    return "\n".join(lines)
