"""The commands of ``quorate``."""

import typer

from quorate_services.cli.admit import admit, confirm
from quorate_services.cli.demo import demo
from quorate_services.cli.doctor import doctor
from quorate_services.cli.documents import documents
from quorate_services.cli.import_register import imports
from quorate_services.cli.migrate import migrate
from quorate_services.cli.portal import portal
from quorate_services.cli.project import project
from quorate_services.cli.rebuild import rebuild
from quorate_services.cli.serve import serve
from quorate_services.cli.token import token

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
app.command()(migrate)
app.command()(rebuild)
app.command()(admit)
app.command()(confirm)
app.command()(doctor)
app.command()(token)
app.add_typer(imports, name="import")
app.add_typer(documents)
