"""A library of many fictional articles, as a build leaves it, in a fraction of the time that a build takes.

The bundled sample, which is fictional, is imported and built; its stories are then copied many times over. In every
copy each longer word that is written with a capital, and a third of the other longer words, is another one of the same
length, so that all offsets of the briefs hold; addresses, digests, ids and times are the copy's own. Half of the
addresses lie at hosts that the registry does not know. Randomness is seeded: the same number gives the same library.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import alteram
from alteram.codec import decode, encode
from alteram.compute.in_process import InProcess
from alteram.engine.arrivals import import_paths
from alteram.engine.editions import build
from alteram.engine.library import Library
from alteram.engine.listing import refresh
from alteram.model.articles import Arrival, Article, Capture, RecordAddress
from alteram.model.briefs import Brief, Sentence
from alteram.model.ids import ArticleId, Moment, StoryId, article_id, digest_of, story_id, text_digest
from alteram.model.stories import Join, Story
from alteram.store.protocol import Edition

PAGES = Path(alteram.__file__).parent / "sample" / "pages"
IN_BRIEFS = 0.5
"""Share of the articles that are in stories with a brief; the others stand alone."""
HOSTS = 400
DAYS = 150
BATCH = 1_000
_LONG = re.compile(r"[A-Za-z]{6,}")
_CONSONANTS, _VOWELS = "bcdfghklmnprstvz", "aeiou"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A story of the sample: its articles, its brief's JSON ("" for none) and what was withheld."""

    articles: tuple[Article, ...]
    payload: str
    brief: Brief | None
    withheld: tuple[str, ...]
    voices: bytes


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy of a story."""

    story: Story
    articles: tuple[Article, ...]
    edition: Edition | None
    withheld: tuple[str, ...]
    voices: bytes


def patterns(folder: Path) -> tuple[Pattern, ...]:
    """The stories of the sample, built anew in `folder`."""
    with Library.open(folder / "sample", create=True) as library:
        import_paths(library, [PAGES], compute=InProcess(), progress=_silent, clock=lambda: Moment("2031-01-01"))
        build(library, compute=InProcess(), progress=_silent)
        found = []
        for status in library.store.stories():
            articles = tuple(library.store.articles_by_id(status.story.articles).values())
            edition = library.store.latest(status.story.id)
            payload = "" if edition is None else edition.payload.decode()
            brief = None if edition is None else decode(edition.payload, Brief)
            kept = library.store.withheld(status.story.id, edition.number) if edition else None
            voices = library.store.voices(status.story.id, edition.number) if edition else None
            found.append(Pattern(articles, payload, brief, kept or (), voices or b""))
    return tuple(found)


def copies(kinds: tuple[Pattern, ...], number: int, seed: int = 1) -> Iterator[Copied]:
    """Copies with about `number` articles in all."""
    chance = random.Random(seed)
    briefed = [kind for kind in kinds if kind.brief is not None]
    single = [replace(kind, payload="", brief=None) for kind in kinds if kind.brief is None]
    made, in_briefs = 0, 0
    while made < number:
        wants_brief = in_briefs < IN_BRIEFS * made
        kind = chance.choice(briefed if wants_brief or made == 0 else single)
        copy = copied(kind, made, chance)
        made += len(copy.articles)
        in_briefs += len(copy.articles) if copy.edition is not None else 0
        yield copy


def copied(kind: Pattern, serial: int, chance: random.Random) -> Copied:
    """One copy, with other words of the same length."""
    words: dict[str, str] = {}
    day = chance.randrange(DAYS)

    def other(match: re.Match[str]) -> str:
        word = match[0]
        if word not in words:
            changed = word[0].isupper() or chance.random() < 1 / 3
            words[word] = _invented(word, chance) if changed else word
        return words[word]

    articles = []
    swapped: dict[str, str] = {}
    for place, old in enumerate(kind.articles):
        new = _article(old, _LONG.sub(other, old.text), f"{serial}-{place}", day, chance)
        swapped |= {old.id: new.id, old.text_sha256: new.text_sha256, old.payload_sha256: new.payload_sha256}
        swapped |= {old.url: new.url}
        articles.append(new)
    ordered = sorted(articles, key=lambda each: (each.when or "9", each.id))
    name = story_id(ordered[0].id)
    times = [each.when for each in ordered if each.when]
    story = Story(name, tuple(each.id for each in ordered), ordered[0].title, min(times), max(times))
    edition = None
    if kind.brief is not None:
        payload = _payload(kind, {**swapped, kind.brief.story: name}, lambda text: _LONG.sub(other, text))
        edition = Edition(name, 1, digest_of(payload), story.updated, payload)
    return Copied(story, tuple(articles), edition, tuple(_LONG.sub(other, text) for text in kind.withheld), kind.voices)


def _payload(kind: Pattern, swapped: dict[str, str], reworded: Callable[[str], str]) -> bytes:
    """The brief's JSON with the copy's ids, and with its words in headline, summary, facts and titles."""
    text = kind.payload
    for old, new in swapped.items():
        text = text.replace(old, new)
    brief = decode(text, Brief)

    def said(sentence: Sentence) -> Sentence:
        return replace(sentence, text=reworded(sentence.text))

    return encode(
        replace(
            brief,
            headline=said(brief.headline),
            summary=tuple(map(said, brief.summary)),
            facts=tuple(replace(fact, sentence=said(fact.sentence)) for fact in brief.facts),
            sources=tuple(replace(source, title=reworded(source.title)) for source in brief.sources),
        )
    )


def _invented(word: str, chance: random.Random) -> str:
    """A word of the same length and case of the first letter."""
    letters = [chance.choice(_VOWELS if place % 2 else _CONSONANTS) for place in range(len(word))]
    return "".join(letters).capitalize() if word[0].isupper() else "".join(letters)


def _article(old: Article, text: str, serial: str, day: int, chance: random.Random) -> Article:
    payload, digest = digest_of(f"{serial}{text}".encode()), text_digest(text)
    hour = chance.randrange(24)
    known = chance.random() < 0.5
    host = old.url.split("/")[2] if known and old.url.startswith("http") else f"site{chance.randrange(HOSTS)}.example"
    return replace(
        old,
        id=article_id(payload, old.extractor, digest),
        url=f"https://{host}/{serial}",
        outlet=old.outlet if known else None,
        name=old.name if known else host,
        title=text.partition("\n\n")[0],
        text=text,
        text_sha256=digest,
        payload_sha256=payload,
        published=Moment(f"2031-{day // 28 + 1:02}-{day % 28 + 1:02}T{hour:02}:00:00Z"),
        language="en" if chance.random() < 0.9 else "de",
    )


def fill(path: Path, number: int, kinds: tuple[Pattern, ...]) -> int:
    """Makes the library; gives the number of its articles."""
    with Library.open(path, create=True) as library:
        stories: list[Story] = []
        joins: list[Join] = []
        editions: list[tuple[Edition, tuple[str, ...], bytes]] = []
        waiting: list[Arrival] = []
        for copy in copies(kinds, number):
            stories.append(copy.story)
            joins += _joins(copy.story, stories[len(stories) // 2])
            editions += [(copy.edition, copy.withheld, copy.voices)] if copy.edition is not None else []
            waiting += [_arrival(article) for article in copy.articles]
            if len(waiting) >= BATCH:
                library.store.add_arrivals(waiting, None)
                waiting = []
        library.store.add_arrivals(waiting, None)
        library.store.put_stories(stories, joins, {})
        for edition, withheld, voices in editions:
            library.store.add_edition(edition, withheld, voices)
        refresh(library)
        return sum(len(story.articles) for story in stories)


def _joins(story: Story, away: Story) -> list[Join]:
    """What grouping would have noted of a copy's articles."""
    first = story.articles[0]
    made = []
    for article in story.articles:
        nearest: ArticleId | None = story.articles[1] if article == first and len(story.articles) > 1 else first
        nearest = None if nearest == article else nearest
        shared = ("harbour", "ferry", "coastguard") if nearest else ()
        made.append(Join(article, nearest, 0.9 if nearest else 0.0, shared, away.articles[0], 0.1))
    return made


def _arrival(article: Article) -> Arrival:
    capture = Capture(article.url, b"", article.payload_sha256, "text/html", article.fetched, None, article.url)
    return Arrival(capture, RecordAddress("alteram-00001.warc.gz", 0, 1), article)


def _silent(_done: int, _of: int | None, _subject: str) -> None:
    """Progress that nobody watches."""


def briefed(library: Library) -> list[StoryId]:
    """Stories with a brief, in the order of the list."""
    return sorted(library.store.latest_digests())
