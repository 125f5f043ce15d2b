"""An id is found in what people paste, and nothing else is taken for one."""

from uuid import UUID

import pytest

from quorate_services.portal.web.named import id_in

ONE = "4f6f0000-0000-4000-8000-0000000000aa"


@pytest.mark.parametrize(
    "text",
    [ONE, ONE.upper(), f"https://quorate.example/meetings/{ONE}/board", f"{ONE} and {ONE}", f"({ONE})."],
)
def test_one_id_is_found(text: str) -> None:
    assert id_in(text) == UUID(ONE)


@pytest.mark.parametrize(
    "text", ["", "Robin Smith", ONE[:-1], f"{ONE}0", f"a{ONE}", f"{ONE} {ONE.replace('a', 'b')}"]
)
def test_what_names_nobody_or_two_is_no_id(text: str) -> None:
    assert id_in(text) is None
