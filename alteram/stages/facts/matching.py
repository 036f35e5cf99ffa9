"""Which other articles support a clause by themselves: candidates by shared words, decided by the judge."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from alteram.language import Judge, Statement, story_judge
from alteram.language.features import Features, features
from alteram.model.articles import Span
from alteram.model.briefs import Origin
from alteram.model.ids import OriginId
from alteram.model.stories import Dossier
from alteram.stages.facts.candidates import REPORTS
from alteram.text.attribution import SentenceReading, read
from alteram.text.copying import one_text
from alteram.text.provenance import passage_origin

MOST_CITATIONS = 6
"""Citations of one fact: published briefs of the form print one to three; more than six nobody reads."""
LEAST_SHARED = 3
"""Shared lemmas from which a passage is put before the judge."""


@dataclass(frozen=True, slots=True)
class Backing:
    """A passage of another article that supports a clause by itself."""

    n: int
    span: Span
    origin: Origin


@dataclass(frozen=True, slots=True)
class Backed:
    """All that supports a clause, its own passage first; `counted` are its independent origins."""

    backings: tuple[Backing, ...]
    counted: frozenset[OriginId]

    @property
    def carriers(self) -> tuple[int, ...]:
        """Source numbers that carry it, ascending."""
        return tuple(sorted(backing.n for backing in self.backings))


class Passages:
    """The sentences of a dossier by lemma, so that few pairs need judging."""

    def __init__(self, dossier: Dossier, judge: Judge) -> None:
        self._dossier = dossier
        self._judge = story_judge(judge, tuple(article.text for article in dossier.articles))
        self._places: list[tuple[int, SentenceReading]] = []
        self._statements: dict[int, Statement] = {}
        self._by_lemma: dict[str, list[int]] = {}
        for n, article in enumerate(dossier.articles, start=1):
            if article.genre in REPORTS:
                self._index(n)

    def _index(self, n: int) -> None:
        article = self._dossier.articles[n - 1]
        for reading in read(article.text).sentences:
            for word in features(Statement(article, reading.span, (reading.span,))).lemmas:
                self._by_lemma.setdefault(word, []).append(len(self._places))
            self._places.append((n, reading))

    def _passage(self, place: int) -> Statement:
        """A passage as a whole, with the outlet whose word it is: made when it is first compared."""
        found = self._statements.get(place)
        if found is None:
            n, reading = self._places[place]
            article, whole = self._dossier.articles[n - 1], (reading.span,)
            origin = passage_origin(article, n, reading, whole, self._dossier.origins, self._dossier.registry)
            found = self._statements[place] = Statement(article, reading.span, whole, origin.outlet)
        return found

    def near(self, wanted: Features, n: int, least: int) -> tuple[Features, ...]:
        """Features of the passages of other articles that share at least so many words, in order of place."""
        return tuple(features(self._passage(place)) for place in self._near(wanted, n, least))

    def _near(self, wanted: Features, n: int, least: int) -> list[int]:
        shared: Counter[int] = Counter()
        for word in wanted.lemmas:
            shared.update(self._by_lemma.get(word, ()))
        places = self._places
        return sorted([place for place, count in shared.items() if count >= least and places[place][0] != n])

    def backing(self, statement: Statement, n: int, own: Origin) -> Backed:
        """Support of a statement of source `n`, one passage an article, the best scored first.

        A clause in an outlet's own voice that finds no second independent origin will be published as that outlet's
        word, so then whoever reports it as such supports it too.
        """
        near = self._near(features(statement), n, LEAST_SHARED)
        plain = self._backed(replace(statement, holder=own.outlet), n, own, near)
        if len(plain.counted) >= 2 or own.outlet is None:
            return plain
        return self._backed(replace(statement, holder=own.outlet, attributed=True), n, own, near)

    def _backed(self, statement: Statement, n: int, own: Origin, near: Sequence[int]) -> Backed:
        known = self._dossier.origins.counted
        best: dict[int, tuple[float, int, Origin]] = {}
        for place in near:
            other, passage = self._places[place][0], self._passage(place)
            answer = self._judge.support(statement, passage)
            if not answer.holds:
                continue
            article = passage.article
            copied = one_text(statement.article.text, statement.sentence, article.text, passage.sentence)
            origin = own if copied else self._origin(other, passage, answer.spans)
            rank = (origin.id in known, answer.score)
            if other not in best or rank > (best[other][2].id in known, best[other][0]):
                best[other] = (answer.score, place, origin)
        backings = [Backing(n, statement.sentence, own)]
        ranked = sorted(best.items(), key=lambda item: (item[1][2].id not in known, -item[1][0], item[0]))
        for other, (_, place, origin) in ranked[: MOST_CITATIONS - 1]:
            backings.append(Backing(other, self._places[place][1].span, origin))
        return Backed(tuple(backings), self._counted(backings))

    def _origin(self, n: int, passage: Statement, spans: tuple[Span, ...]) -> Origin:
        """Who stands behind the clause of a passage that supports."""
        reading = next(r for r in read(passage.article.text).sentences if r.span == passage.sentence)
        dossier = self._dossier
        compared = spans or passage.spans
        return passage_origin(passage.article, n, reading, compared, dossier.origins, dossier.registry)

    def _counted(self, backings: Sequence[Backing]) -> frozenset[OriginId]:
        known = self._dossier.origins.counted
        return frozenset(b.origin.id for b in backings if b.origin.id in known)
