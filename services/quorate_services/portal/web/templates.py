"""The templates: one environment, with everything escaped, erased texts in words, and words and dates as filters."""

import re
from collections.abc import Callable
from datetime import date

from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader

from quorate_services.portal.web import london
from quorate_services.portal.web.assets import Assets
from quorate_services.portal.web.erased import in_words, to_write_anew
from quorate_services.portal.web.happened import GROUNDS, REASONS, field_in_words, happened, looked_at
from quorate_services.portal.web.named import short
from quorate_services.portal.web.words import say, with_article

_PORTAL = "quorate_services.portal"


def environment(assets: Assets, today: Callable[[], date]) -> Environment:
    """Return the environment. Templates lie in ``templates/``, and beside the page that they belong to."""
    made = Environment(
        loader=ChoiceLoader(
            [
                PackageLoader(_PORTAL, "templates"),
                PackageLoader(_PORTAL, "pages"),
                PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
            ]
        ),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=in_words,
    )
    made.globals.update(asset=assets.url, say=say, grounds=GROUNDS, reasons=REASONS)
    made.filters.update(
        uk_date=london.uk_date,
        uk_day=london.uk_day,
        uk_time=london.uk_time,
        uk_clock=london.uk_clock,
        one_day=london.one_day,
        with_uk_dates=london.with_uk_dates,
        counted="{:,}".format,
        field_in_words=field_in_words,
        how_near=lambda value: london.how_near(value, today()),
        paragraphs=paragraphs,
        to_write_anew=to_write_anew,
        happened=happened,
        looked_at=looked_at,
        short=short,
        with_article=with_article,
    )
    return made


def paragraphs(text: str | None) -> list[list[str]]:
    """Return a text as paragraphs of lines, for a template to escape and show."""
    return [block.split("\n") for block in re.split(r"\n{2,}", (text or "").strip("\n")) if block]
