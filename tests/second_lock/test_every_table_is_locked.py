"""No table with agency data is without the second lock."""

from quorate_services.postgres.roles import Role

from .catalogue import NOT_LOCKED, readable


async def test_every_table_that_a_role_may_use_is_locked_or_named_with_a_reason(locked):
    async with locked.as_role(Role.OWNER) as owner:
        found = await readable(owner)
    assert len(found) > 30
    unlocked = {row["name"] for row in found if row["kind"] != "v" and not row["locked"]}
    assert unlocked == set(NOT_LOCKED)


async def test_every_view_asks_the_tables_as_whoever_asks_the_view(locked):
    async with locked.as_role(Role.OWNER) as owner:
        views = [row for row in await readable(owner) if row["kind"] != "r"]
    assert views
    assert all(row["kind"] == "v" and row["invoker"] for row in views)


async def test_a_table_that_somebody_forgets_to_lock_is_found(locked):
    async with locked.as_role(Role.OWNER) as owner, owner.transaction():
        await owner.execute("create table quorate.forgotten (secret text)")
        await owner.execute("grant select (secret) on quorate.forgotten to quorate_app")
        found = {row["name"]: row["locked"] for row in await readable(owner)}
        assert found["quorate.forgotten"] is False
        await owner.execute("drop table quorate.forgotten")


async def test_no_role_goes_around_the_lock(locked):
    async with locked.as_role(Role.OWNER) as owner:
        mighty = await owner.fetch(
            "select rolname from pg_roles where rolname like 'quorate%' and (rolsuper or rolbypassrls)"
        )
    assert mighty == []


async def test_a_schema_beside_the_live_one_is_closed_to_the_application(locked):
    async with locked.as_role(Role.OWNER) as owner:
        from quorate_projections.engine.schemas import create_build

        projection = locked.wiring.projections()[0]
        build = await create_build(owner, projection, "stoke")
        try:
            usable = await owner.fetchval(
                "select has_schema_privilege('quorate_app', $1, 'usage')", build.schema_beside
            )
        finally:
            await owner.execute(f'drop schema "{build.schema_beside}" cascade')
            await owner.execute(
                "delete from quorate.projection_build where projection = $1 and build = $2",
                build.projection,
                build.build,
            )
    assert usable is False
