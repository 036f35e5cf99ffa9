"""Why an article is in its story: what ties it there, what it shares, what it did not join, what an editor said."""

import shutil
from pathlib import Path

import pytest

from alteram.engine import editing
from alteram.engine.belonging import explain_belonging
from alteram.engine.library import Library
from alteram.engine.membership import memberships
from alteram.errors import NotFound
from tests.engine.fakes import NOW, clock
from tests.engine.test_editing import largest, url


def test_every_article_tells_what_ties_it_to_its_story(sample_library: Library) -> None:
    store = sample_library.store
    others = 0
    for status in store.stories():
        for article in store.articles_by_id(status.story.articles).values():
            reason = explain_belonging(sample_library, status.story.id, article.url)
            assert (reason.story, reason.title, reason.acts) == (status.story.id, article.title, ())
            if len(status.story.articles) > 1:
                assert reason.tie is not None
                assert reason.tie.article in status.story.articles
                assert reason.score > reason.other_score
                assert reason.shared == reason.tie.terms != ()
                assert all(name in article.text for name in reason.tie.names)
                assert reason.tie.apart
            else:
                assert (reason.tie, reason.nearest) == (None, "")
            if reason.other_tie is not None:
                others += 1
                assert reason.other_tie.story not in (None, status.story.id)
                assert reason.other_tie.headline
    assert others
    with pytest.raises(NotFound, match="is not in story"):
        explain_belonging(sample_library, store.stories()[0].story.id, "https://nobody.example/")


def test_an_article_of_another_story_is_said_to_be_there(sample_library: Library) -> None:
    (one, articles), (two, _) = largest(sample_library), largest(sample_library, 1)
    with pytest.raises(NotFound, match=f"It is in {one}"):
        explain_belonging(sample_library, two, url(sample_library, articles[0]))


def test_names_and_times_are_shared_ones(sample_library: Library) -> None:
    one, articles = largest(sample_library)
    reasons = [explain_belonging(sample_library, one, url(sample_library, article)) for article in articles]
    assert any(reason.tie and reason.tie.names for reason in reasons)
    said = {reason.tie.apart.split()[-1] for reason in reasons if reason.tie}
    assert said & {"earlier", "later"}


def test_an_editors_word_is_told_and_the_tie_that_was_left(sample_path: Path, tmp_path: Path) -> None:
    with Library.open(Path(shutil.copytree(sample_path, tmp_path / "library")), write=True) as library:
        (one, articles), (two, _) = largest(library), largest(library, 1)
        editing.move(library, articles[1], two, "same event", clock=clock)
        reason = explain_belonging(library, two, url(library, articles[1]))
        (act,) = reason.acts
        assert (act.kind, act.at, act.reason, act.overridden) == ("move", NOW, "same event", False)
        assert reason.other_tie is not None
        assert reason.other_tie.story == one
        status = library.store.story(two)
        assert status is not None
        held = {each.article: each for each in memberships(library, status.story)}
        assert held[articles[1]].acts == (("move", NOW, "same event"),)
        assert held[articles[1]].other == one


def test_memberships_are_the_same_reasons_without_the_texts(sample_library: Library) -> None:
    one, articles = largest(sample_library)
    status = sample_library.store.story(one)
    assert status is not None
    found = memberships(sample_library, status.story)
    assert [each.article for each in found] == list(articles)
    for each in found:
        reason = explain_belonging(sample_library, one, url(sample_library, each.article))
        assert (each.nearest, each.score) == (reason.nearest, reason.score)
        assert each.terms
        other = reason.other_tie if reason.other_tie is not None and reason.other_tie.role != "alone" else None
        assert each.other == (other.story if other else None), "satire joins no story: it is none that was not joined"
