"""The commands of ``quorate``."""

import typer

from quorate_services.cli.admit import admit, confirm
from quorate_services.cli.broker import broker
from quorate_services.cli.data_keys import data_keys
from quorate_services.cli.demo import demo
from quorate_services.cli.doctor import doctor
from quorate_services.cli.documents import documents
from quorate_services.cli.export import export
from quorate_services.cli.feeds import feeds
from quorate_services.cli.import_register import imports
from quorate_services.cli.key import key
from quorate_services.cli.migrate import migrate
from quorate_services.cli.person import person
from quorate_services.cli.portal import portal
from quorate_services.cli.project import project
from quorate_services.cli.rebuild import rebuild
from quorate_services.cli.record import record
from quorate_services.cli.relay import relay
from quorate_services.cli.serve import serve
from quorate_services.cli.token import token
from quorate_services.cli.topics import topics
from quorate_services.cli.verify import verify
from quorate_services.cli.witness import witness

app = typer.Typer(
    name="quorate",
    help="Puts what the agencies know about a child on one table before a decision is taken.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)
app.command()(demo)
app.command()(serve)
app.command()(portal)
app.command()(project)
app.command()(relay)
app.command()(broker)
app.command()(feeds)
app.command()(migrate)
app.command()(rebuild)
app.command()(admit)
app.command()(confirm)
app.command()(doctor)
app.command()(token)
app.command()(verify)
app.command()(witness)
app.add_typer(imports, name="import")
app.add_typer(documents)
app.add_typer(topics)
app.add_typer(key)
app.add_typer(data_keys)
app.add_typer(person)
app.add_typer(export)
app.add_typer(record)
