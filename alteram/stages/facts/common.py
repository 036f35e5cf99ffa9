"""What the articles of a story have in common: the words of their openings, of their titles and of their texts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from alteram.language import Statement
from alteram.language.lexical import features
from alteram.model.articles import Article
from alteram.model.stories import Dossier
from alteram.stages.facts.candidates import REPORTS
from alteram.text.attribution import SentenceReading, read
from alteram.text.sentences import word_count
from alteram.text.similarity import idf, idf_sum

OPENING = 2
"""Sentences, and paragraphs, that open an article behind its title."""
FAR, WHOLE = 4, 9
"""Paragraphs in which the first whole sentence is looked for, and words that make one: bylines stand before it."""


@dataclass(frozen=True, slots=True)
class Common:
    """What a story's articles share.

    `event` weighs lemmas that the openings of two reports share: the event as editors put it. `told` weighs lemmas by
    the share of articles that use them, two at least. `titles` and `openings` are the lemmas of each report's title and
    of the first whole sentence of its text, by source number, and `begins` is that sentence's place.
    """

    event: Mapping[str, float]
    told: Mapping[str, float]
    titles: Mapping[int, frozenset[str]]
    openings: Mapping[int, frozenset[str]]
    begins: Mapping[int, int]
    _weight_of_event: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """It is asked of every clause."""
        object.__setattr__(self, "_weight_of_event", sum(self.event.values()) or 1.0)

    def event_share(self, lemmas: frozenset[str]) -> float:
        """Share (0 to 1) of what the openings share that a clause with these lemmas says."""
        shared = lemmas & self.event.keys()
        return sum([self.event[word] for word in sorted(shared)]) / self._weight_of_event if shared else 0.0

    def title_share(self, lemmas: frozenset[str]) -> float:
        """Share (0 to 1) of the title that a clause says most of, words by their background idf."""
        return max((self.share_of_title(n, lemmas) for n in self.titles), default=0.0)

    def share_of_title(self, n: int, lemmas: frozenset[str]) -> float:
        """Share (0 to 1) of the title of source `n` that a clause says; 0 where that is no report."""
        title = self.titles.get(n, frozenset())
        return idf_sum(title & lemmas) / (idf_sum(title) or 1.0)

    def told_share(self, lemmas: frozenset[str]) -> float:
        """Share (0 to 1) of a clause's lemmas that two articles use."""
        return sum(word in self.told for word in lemmas) / max(len(lemmas), 1)

    def salience(self, lemmas: frozenset[str]) -> float:
        """Mean story weight of a clause's lemmas, so that length alone earns nothing."""
        return sum([self.told[word] for word in sorted(lemmas & self.told.keys())]) / (len(lemmas) + 4)


def common(dossier: Dossier) -> Common:
    """What the articles of a dossier share; those of outlets in the registry alone, where two of them tell it."""
    articles = told_by_known(dossier)
    numbers = {id(article): n for n, article in enumerate(dossier.articles, start=1)}
    event: Counter[str] = Counter()
    told: Counter[str] = Counter()
    titles: dict[int, frozenset[str]] = {}
    openings: dict[int, frozenset[str]] = {}
    begins: dict[int, int] = {}
    for article in articles:
        sentences = read(article.text).sentences
        told.update(sorted(_lemmas(article, sentences)))
        if article.genre in REPORTS:
            opening = [one for one in sentences[: OPENING + 1] if one.paragraph <= OPENING]
            event.update(sorted(_lemmas(article, opening)))
            n = numbers[id(article)]
            titles[n] = _lemmas(article, sentences[:1])
            whole = (k for k, one in enumerate(sentences) if 1 <= one.paragraph <= FAR and _is_whole(article, one))
            begins[n] = next(whole, 0)
            if begins[n]:
                openings[n] = _lemmas(article, sentences[begins[n] : begins[n] + 1])
    total = len(articles)
    return Common(
        event={word: (count - 1) * idf(word) for word, count in sorted(event.items()) if count > 1},
        told={word: count / total * idf(word) for word, count in sorted(told.items()) if count > 1 or total == 1},
        titles=titles,
        openings=openings,
        begins=begins,
    )


def told_by_known(dossier: Dossier) -> tuple[Article, ...]:
    """Articles of outlets in the registry where two of them tell the story, so that strangers cannot steer it."""
    known = tuple(article for article in dossier.articles if article.outlet is not None)
    return known if len({article.outlet for article in known}) > 1 else dossier.articles


def _is_whole(article: Article, one: SentenceReading) -> bool:
    return word_count(article.text, *one.span) >= WHOLE


def _lemmas(article: Article, readings: Iterable[SentenceReading]) -> frozenset[str]:
    return frozenset().union(*(features(Statement(article, one.span, (one.span,))).lemmas for one in readings))
