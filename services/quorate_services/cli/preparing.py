"""What running commands do first: schema and views of this release, where they are the owner."""

from quorate_services.cli.output import Output
from quorate_services.cli.rebuild import show_rebuild
from quorate_services.composition import Wiring, build_views
from quorate_services.database import migrate_database


async def prepare(wiring: Wiring, output: Output) -> None:
    """Migrate and build missing views.

    A process that was given the application's or the projector's connection only does neither: then
    ``quorate migrate`` and ``quorate rebuild`` are run by whoever deploys.
    """
    if not wiring.may_own:
        return
    for name in await migrate_database(wiring.connections):
        output.say(f"applied: {name}")
    with show_rebuild(output) as on_progress:
        await build_views(wiring, on_progress)
