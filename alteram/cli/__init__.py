"""The command line: a thin door to the engine. Exit 0 done, 1 not done or not verified, 2 wrong usage."""

import os
import sys
from typing import Annotated

import typer

from alteram import __version__
from alteram.cli import arriving, demonstration, editing, fetching, outlets, publishing, reading, watching
from alteram.cli.printing import complain, say
from alteram.errors import AlteramError

app = typer.Typer(
    name="alteram",
    help=(
        "Briefs from the coverage of many outlets: cited facts, what is disputed, and how each side tells it. "
        "Every published sentence replays from quoted passages of archived articles.\n\n"
        "Begin with `alteram demo`, or with your own pages: `alteram import FOLDER`, `alteram build`, "
        "`alteram stories`, `alteram show STORY`."
    ),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for room in (demonstration, arriving, fetching, watching, reading, publishing):
    room.register(app)
app.add_typer(outlets.app, name="outlets")
app.add_typer(editing.app, name="story")


def _say_version(asked: bool) -> None:
    if asked:
        say(f"alteram {__version__}")
        raise typer.Exit


@app.callback()
def root(
    _version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Answers `--version`; the commands do the rest."""


def main() -> None:
    """Runs the command line; errors that a user can act on are one message on stderr, bugs raise."""
    try:
        app()
    except AlteramError as error:
        complain(str(error))
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        complain("Stopped. What was acknowledged is kept; run the command again to finish.")
        sys.exit(130)
