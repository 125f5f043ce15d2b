"""The questions that the demo prints can be asked as printed."""

from tests.docs.conftest import OpenReader
from tests.docs.printed import Operation
from tests.docs.test_printed_operations import is_empty

from quorate_services.cli.demo_welcome import QUESTIONS
from quorate_services.demo.people import PEOPLE
from quorate_services.demo.showcase import TODAYS_CONFERENCE


async def test_every_printed_question_is_answered(open_reader: OpenReader) -> None:
    async with open_reader("welcome") as reader:
        for sentence, who, question in QUESTIONS:
            document = question.replace("{today}", str(TODAYS_CONFERENCE))
            answer = await reader.send(Operation("welcome", 0, document, who, {}, None))
            assert "errors" not in answer, sentence
            assert not any(is_empty(each) for each in answer["data"].values()), sentence


def test_whoever_asks_is_one_of_the_sign_ins() -> None:
    assert {who for _, who, _ in QUESTIONS} <= {person.key for person in PEOPLE}
