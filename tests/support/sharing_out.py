"""How the tests are shared out among processes: a file at a time, and what kills processes one after the other."""

from xdist.scheduler import LoadScopeScheduling

ONE_AFTER_THE_OTHER = (
    "tests/end_to_end/test_kill_nine.py",
    "tests/end_to_end/test_looks_outlive_the_process.py",
    "tests/end_to_end/test_lost_database.py",
)
"""Each runs a whole installation that is killed under load: enough for one machine at a time."""


PORTAL = "tests/end_to_end/portal/"
"""Its files share one browser and one running system in each of two halves, which two processes work off at once."""
_SECOND_HALF_FROM = f"{PORTAL}test_f"


class ByFile(LoadScopeScheduling):
    """Gives every process whole files, in the order in which they lie: what a file's tests share is made once."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if file.startswith(PORTAL):
            return f"{PORTAL} ({'second' if file >= _SECOND_HALF_FROM else 'first'} half)"
        return "one after the other" if file in ONE_AFTER_THE_OTHER else file
