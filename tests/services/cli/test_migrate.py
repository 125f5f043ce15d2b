from tests.services.cli.conftest import Quorate, run_quorate


async def test_migrations_are_checked_applied_and_then_up_to_date(empty: dict[str, str]) -> None:
    checked = await run_quorate(empty, "migrate", "--check", "--json")
    missing = checked.document["missing"]
    assert checked.code == 3
    assert missing

    applied = await run_quorate(empty, "migrate", "--json")
    assert (applied.code, applied.document) == (0, {"applied": missing})

    again = await run_quorate(empty, "migrate", "--json")
    assert (again.code, again.document) == (0, {"applied": []})


async def test_a_person_reads_one_line_for_each_migration(empty: dict[str, str]) -> None:
    checked = await run_quorate(empty, "migrate", "--check")
    assert checked.code == 3
    assert all(line.startswith("missing: ") for line in checked.out.splitlines())
    applied = await run_quorate(empty, "migrate")
    assert applied.out.replace("applied: ", "missing: ") == checked.out


async def test_an_up_to_date_schema_passes_the_check(quorate: Quorate) -> None:
    checked = await quorate("migrate", "--check")
    assert (checked.code, checked.out) == (0, "The schema is up to date.\n")
