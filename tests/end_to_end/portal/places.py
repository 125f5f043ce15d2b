"""Where things are in the demo."""

from quorate_services.demo.script import named_id
from quorate_services.demo.showcase import NEXT_WEEKS_CONFERENCE, TODAYS_CONFERENCE

A_CHILD = str(named_id("child", "today", 0))
NEXT_WEEK = f"/meetings/{NEXT_WEEKS_CONFERENCE}"
TODAY = f"/meetings/{TODAYS_CONFERENCE}"
