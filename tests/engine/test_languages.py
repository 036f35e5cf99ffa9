"""One event in two languages in a library: two stories, tied on the page, on the terminal and as JSON."""

import json
from pathlib import Path

from alteram.engine.library import Library
from alteram.engine.links import story_links, ties
from alteram.engine.reading import LibraryReader
from alteram.stages.publish.histories import link_groups, link_line
from tests.engine.test_links import brought, home
from tests.stages.links.tongues import AGROUND, NA_MELI, VYSTAVKA


def test_a_build_ties_what_two_languages_tell(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", create=True) as library:
        brought(library, tmp_path / "files", (AGROUND, NA_MELI, VYSTAVKA))
        english, russian = home(library, AGROUND), home(library, NA_MELI)
        assert english != russian
        found = ties(library)
        assert [(tie.place, tie.other) for tie in found[english]] == [("beside", russian)]
        assert [(tie.place, tie.other) for tie in found[russian]] == [("beside", english)]
        assert home(library, VYSTAVKA) not in found
        (story,) = [status.story for status in library.store.stories() if status.story.id == english]
        (shown,) = story_links(library, story)
        assert (shown.place, shown.kind) == ("beside", "other-language")
        assert link_groups((shown,), unpublished=True)[0][:2] == ("beside", "In another language")
        assert link_line(shown).endswith("(the same event in another language)")
        listed = {each["story"]: each["links"] for each in json.loads(LibraryReader(library).stories_json())}
        assert listed[english] == [{"place": "beside", "kind": "other-language", "story": russian}]
