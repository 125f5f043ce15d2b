"""``quorate rebuild``: build views anew from the first event, beside the live ones."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from quorate_projections.engine.rebuild import OnProgress, RebuildProgress
from quorate_services.cli.options import AsJson
from quorate_services.cli.output import Output, load_settings, run
from quorate_services.composition import build_views, rebuild_views, rebuild_views_from_topic, wire
from quorate_services.database import open_database
from quorate_services.settings import Feed


def rebuild(
    views: Annotated[
        list[str] | None, typer.Argument(help="The views to build anew; all when none is named.")
    ] = None,
    stale: Annotated[
        bool, typer.Option(help="Only views that are missing or older than this release.")
    ] = False,
    source: Annotated[
        Feed, typer.Option("--from", help="What to read: the log, or the topic of events from its beginning.")
    ] = Feed.LOG,
    as_json: AsJson = False,
) -> None:
    """Build views anew from the first event. Readers see the old ones until the new are complete."""
    if stale and views:
        raise typer.BadParameter("--stale finds the views by itself; name none")
    if stale and source is Feed.KAFKA:
        raise typer.BadParameter("--stale reads the log; leave --from out")
    output = Output(as_json)
    settings = load_settings(as_json)

    async def main() -> list[str]:
        async with open_database(settings, output.say) as connections:
            wiring = wire(settings, connections)
            known = {projection.name: projection for projection in wiring.projections()}
            wanted = views or list(known)
            unknown = sorted(set(wanted) - set(known))
            if unknown:
                raise typer.BadParameter(f"no view {', '.join(unknown)}; there are {', '.join(known)}")
            with show_rebuild(output) as on_progress:
                if stale:
                    return await build_views(wiring, on_progress)
                chosen = [known[name] for name in wanted]
                if source is Feed.LOG:
                    await rebuild_views(wiring, chosen, on_progress)
                    return wanted
                read = await rebuild_views_from_topic(wiring, chosen, on_progress)
            output.say(f"{read.from_topic:,} events came from Kafka, {read.from_log:,} from the log.")
            return wanted

    output.result({"rebuilt": run(main, output)})


@contextmanager
def show_rebuild(output: Output) -> Iterator[OnProgress]:
    """Show a bar for rebuilds."""
    with output.progress("Building views") as advance:

        def show(progress: RebuildProgress) -> None:
            advance(progress.done, progress.total, f"Building {progress.projection}")

        yield show
