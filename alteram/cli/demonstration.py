"""`alteram demo`: the bundled fictional coverage from pages to a site, with one brief and one chain of evidence."""

from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from alteram.cli.arriving import bring_in, print_report
from alteram.cli.explaining import sentence_lines
from alteram.cli.printing import WorkersOption, opened, plural, progress, say, working
from alteram.config import Publisher
from alteram.engine.library import Library
from alteram.errors import AlteramError

if TYPE_CHECKING:
    from alteram.stages.publish import StoryRow


def register(app: typer.Typer) -> None:
    """Adds the command of this room."""
    app.command("demo")(demo)


def demo(workers: WorkersOption = None) -> None:
    """Make briefs from the bundled coverage, which is fictional: one of everything that Alteram does.

    Always works in ./alteram-demo, never in your own library. Safe to repeat.
    """
    demonstrate(Path("alteram-demo"), workers)


def demonstrate(folder: Path, workers: int | None) -> None:
    """Imports, builds, verifies and publishes the sample; prints its richest brief, one chain, the site's address."""
    from alteram.engine.editions import build

    with as_file(files("alteram").joinpath("sample", "pages")) as pages, opened(folder, create=True) as library:
        say("The sample coverage is fictional: its countries, outlets and people do not exist.")
        print_report(bring_in(library, [str(pages)], workers))
        with working(workers, long=True) as compute, progress("Building") as step:
            build(library, compute=compute, progress=step)
        _tell(library, folder)


def _tell(library: Library, folder: Path) -> None:
    from alteram.engine.publication import publish
    from alteram.engine.reading import LibraryReader
    from alteram.engine.verification import tally, verify_library
    from alteram.engine.why import explain_sentence
    from alteram.stages.publish import text

    reader = LibraryReader(library)
    rows = reader.rows()
    briefs = [row for row in rows if row.brief]
    if not briefs:
        raise AlteramError("The sample gave no brief. Please report this: the demo is tested to give some.")
    for row in rows:
        state = "brief" if row.brief else row.reason
        say(f"  {row.story}  {row.headline}  ({plural(row.articles, 'article')}; {state})")
    total = tally(verify_library(library))
    say(f"{total}\n")
    richest = max(briefs, key=_richness)
    say(text(reader.brief(str(richest.story))[0]))
    say("Why the first fact may be believed (alteram why STORY 1):\n")
    say("\n".join(sentence_lines(explain_sentence(library, str(richest.story), "1"))))
    site = folder / "site"
    count = publish(library, site, Publisher(), private=True)
    say(f"\nThe site ({plural(count, 'file')}) opens from the file system:")
    say(f"  {(site / 'index.html').resolve().as_uri()}")
    if not total.good:
        raise AlteramError("Not every sentence of the sample replays. Please report this.")


def _richness(row: "StoryRow") -> tuple[int, int, int, str]:
    """The brief that shows most."""
    return (row.narratives + row.disagreements, row.facts, row.articles, str(row.story))
