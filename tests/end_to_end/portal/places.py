"""Where things are in the demo."""

from quorate_services.demo.showcase import NEXT_WEEKS_CONFERENCE, TODAYS_CONFERENCE

NEXT_WEEK = f"/meetings/{NEXT_WEEKS_CONFERENCE}"
TODAY = f"/meetings/{TODAYS_CONFERENCE}"
