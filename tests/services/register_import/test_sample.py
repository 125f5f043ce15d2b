"""The shipped sample holds the counts of the three published results, and imports without a problem."""

import csv
import io

from quorate_services.register_import import Importer, Outcome
from quorate_services.register_import.sample_register import make, sample


def rows(prefix: str) -> list[dict[str, str]]:
    found = csv.DictReader(io.StringIO(sample().decode()))
    return [row for row in found if row["meeting_reference"].startswith(prefix)]


def meetings(prefix: str) -> dict[str, dict[str, str]]:
    return {row["meeting_reference"]: row for row in rows(prefix)}


def test_the_file_is_what_its_program_makes():
    assert sample().decode() == make()


def test_the_police_of_cambridgeshire_attended_70_percent_of_91_and_reported_to_95():
    police = [row for row in rows("CA") if row["sector"] == "police"]
    assert len(police) == len(meetings("CA")) == 91
    assert round(100 * sum(row["attendance"] == "attended" for row in police) / 91) == 70
    assert round(100 * sum(row["report"] != "" for row in police) / 91) == 95
    assert min(row["date"] for row in police) >= "2015-10-01"
    assert max(row["date"] for row in police) <= "2016-03-31"


def test_bracknell_forest_held_81_and_183_and_fell_from_over_90_to_86_percent_quorate():
    held = meetings("BF")
    assert sum(row["kind"] == "initial" for row in held.values()) == 81
    assert sum(row["kind"] == "review" for row in held.values()) == 183
    halves = {half: list(meetings(half).values()) for half in ("BF1", "BF2")}
    share = {
        half: 100 * sum(row["quorate"] == "yes" for row in found) / len(found)
        for half, found in halves.items()
    }
    assert share["BF1"] > 90
    assert round(share["BF2"]) == 86
    assert (
        max(row["date"] for row in halves["BF1"]) <= "2014-09-30" < min(row["date"] for row in halves["BF2"])
    )


def test_the_police_in_stoke_attended_under_a_quarter_where_significantly_involved():
    police = [row for row in rows("ST") if row["sector"] == "police"]
    involved = [row for row in police if row["significant"] == "yes"]
    attended = [row for row in involved if row["attendance"] == "attended"]
    assert len(involved) > 10
    assert len(attended) / len(involved) < 0.25


async def test_the_sample_is_imported_whole(importer: Importer):
    report = await importer.run(sample())
    assert report.complete
    assert report.count(Outcome.IMPORTED) == 91 + 81 + 183 + 40
    assert report.warnings == ()
