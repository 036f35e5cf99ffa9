"""Commands that show briefs in a browser: publish, serve."""

from pathlib import Path
from typing import Annotated

import typer

from alteram.cli.printing import DEFAULT_LIBRARY, LibraryOption, opened, plural, say
from alteram.config import Publisher


def register(app: typer.Typer) -> None:
    """Adds the commands of this room."""
    app.command("publish")(publish_command)
    app.command("serve")(serve_command)


def publish_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write; must be empty or written by this.")],
    name: Annotated[str, typer.Option("--publisher", envvar="ALTERAM_PUBLISHER", help="Who publishes the site.")] = "",
    contact: Annotated[str, typer.Option("--contact", envvar="ALTERAM_CONTACT", help="How to reach them.")] = "",
    corrections: Annotated[
        str, typer.Option("--corrections", envvar="ALTERAM_CORRECTIONS", help="Where to send corrections.")
    ] = "",
    address: Annotated[
        str, typer.Option("--address", help="The site's own address, for feeds, ending in a slash.")
    ] = "",
    private: Annotated[bool, typer.Option("--private", help="A site for yourself: not indexed, no publisher.")] = False,
    library: LibraryOption = DEFAULT_LIBRARY,
) -> None:
    """Write the static site: pages, Markdown, JSON and its schema, Atom and JSON Feed. It opens from the file system.

    A public site shows quoted passages only, and must name its publisher, a contact and an address for corrections. The
    folder is replaced as a whole; one that this command did not write is refused.
    """
    from alteram.engine.publication import publish

    with opened(library) as kept:
        count = publish(kept, folder, Publisher(name, contact, corrections), private=private, address=address)
    say(f"{plural(count, 'file')} written. Open {(folder / 'index.html').resolve().as_uri()}")


def serve_command(
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes a free one.")] = 8631,
    host: Annotated[str, typer.Option("--host", help="A loopback address: archived texts stay on this machine.")] = (
        "127.0.0.1"
    ),
    library: LibraryOption = DEFAULT_LIBRARY,
) -> None:
    """Serve the library's pages on this machine, with the archived texts and what was withheld. Ctrl-C ends it."""
    from alteram.engine.reading import LibraryReader
    from alteram.web import serve

    with opened(library) as kept:
        say(f"http://{host}:{port}/  (Ctrl-C ends it)")
        serve(LibraryReader(kept), host=host, port=port)
