"""What is pasted from other programs loses its mess and none of its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate_services.portal.web.forms import cleaned


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("\u00b7\tfirst\n\u2022 second\n\uf0b7\tthird", "- first\n- second\n- third"),
        ("no\u00a0break\u200b and\u00ad soft", "no break and soft"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("  \n text \t \n", "text"),
        ("bell\x07 null\x00 \x1b[0m", "bell null [0m"),
        ("cafe\u0301", "café"),
        ("\u202egnp.exe", "gnp.exe"),
        ("page\x0cbreak\x0bline\u2028sep", "page\nbreak\nline\nsep"),
        ("<b>kept</b> & \u201cquoted\u201d – £5", "<b>kept</b> & “quoted” – £5"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("no\u200cbreak \u200dand\u200d", "nobreak and"),
        ("a\ud800b", "a\ufffdb"),
    ],
)
def test_mess_goes_and_words_stay(pasted: str, kept: str) -> None:
    assert cleaned(pasted) == kept


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once


@given(st.text())
def test_what_is_cleaned_can_be_sent(text: str) -> None:
    cleaned(text).encode()
