"""The page about charts does as it says."""

import re
from pathlib import Path

from quorate_services.charts import Options

PAGE = (Path(__file__).parents[3] / "docs" / "charts.md").read_text("utf-8")


def block(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


def test_the_example_prints_what_the_page_says() -> None:
    printed: list[str] = []
    names = {"print": printed.append}
    exec(compile(block("python"), "docs/charts.md", "exec"), names)
    assert printed == [block("text").rstrip("\n")]


def test_every_option_is_on_the_page() -> None:
    assert re.findall(r"^\| `([a-z_]+)` \| ", PAGE, re.MULTILINE) == list(Options.__dataclass_fields__)
