"""No later build undoes an editor: random acts on half of the sample hold while the rest of it arrives in parts."""

import random
import shutil
from pathlib import Path

import pytest

import alteram
from alteram.compute.in_process import InProcess
from alteram.engine import editing
from alteram.engine.arrivals import import_paths
from alteram.engine.editions import build
from alteram.engine.library import Library
from alteram.model.acts import Constraints
from alteram.model.ids import ArticleId, StoryId
from alteram.stages.stories import settle
from tests.engine.fakes import clock, silent

PAGES = sorted((Path(alteram.__file__).parent / "sample" / "pages").glob("*.html"))
ACTS = 5


def arrive(library: Library, folder: Path, pages: list[Path]) -> None:
    """Imports pages and builds."""
    folder.mkdir()
    for page in pages:
        shutil.copy(page, folder)
    import_paths(library, [folder], compute=InProcess(), progress=silent, clock=clock)
    build(library, compute=InProcess(), progress=silent)


def grouped(library: Library) -> dict[StoryId, tuple[ArticleId, ...]]:
    """All stories with their articles."""
    return {status.story.id: status.story.articles for status in library.store.stories()}


def act(library: Library, chance: random.Random) -> None:
    """One act at random; what makes no sense is not done."""
    stories = grouped(library)
    if len(stories) < 2:
        return
    one, other = chance.sample(sorted(stories), 2)
    articles = library.store.headings(stories[one])
    url = articles[chance.choice(stories[one])].url
    kind = chance.choice(("move", "merge", "split", "pin"))
    if kind == "move":
        editing.move(library, url, other, "", clock=clock)
    elif kind == "merge":
        editing.merge(library, [one, other], "", clock=clock)
    elif kind == "split" and len(stories[one]) > 1:
        editing.split(library, one, [url], "", clock=clock)
    elif kind == "pin":
        editing.pin(library, url, other, "", clock=clock)


def constraints(library: Library) -> Constraints:
    """What all acts come to."""
    known = {article.url: article.id for article in library.store.articles()}
    return settle(library.store.acts(), known).constraints


def broken(library: Library, wanted: Constraints) -> list[str]:
    """The constraints that the stories do not keep."""
    home = {article: story for story, articles in grouped(library).items() for article in articles}
    found = [f"together {each}" for each in wanted.together if len({home[article] for article in each}) > 1]
    found += [f"apart {pair}" for pair in wanted.apart if home[pair[0]] == home[pair[1]]]
    for article, others in wanted.homes:
        held = [home[each] for each in others if each in home]
        most = max((held.count(each) for each in held), default=0)
        if held and held.count(home[article]) < most:
            found.append(f"home of {article}")
    return found


@pytest.mark.parametrize("seed", range(4))
def test_what_editors_settled_holds_whatever_arrives(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    pages = chance.sample(PAGES, len(PAGES))
    half, parts = pages[: len(pages) // 2], (pages[len(pages) // 2 :: 2], pages[len(pages) // 2 + 1 :: 2])
    with Library.open(tmp_path / "library", create=True) as library:
        arrive(library, tmp_path / "first", half)
        for _ in range(ACTS):
            act(library, chance)
        wanted = constraints(library)
        assert wanted != Constraints()
        assert broken(library, wanted) == []
        for number, part in enumerate(parts):
            arrive(library, tmp_path / f"part{number}", part)
            assert constraints(library) == wanted
            assert broken(library, wanted) == []
