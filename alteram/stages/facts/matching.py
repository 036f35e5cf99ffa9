"""Which other articles support a clause by themselves: candidates by shared words, decided by the judge."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from alteram.language import Judge, Statement
from alteram.language.lexical import features
from alteram.model.articles import Span
from alteram.model.briefs import Origin
from alteram.model.ids import OriginId
from alteram.model.stories import Dossier
from alteram.stages.facts.candidates import REPORTS
from alteram.text.attribution import read
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
        self._judge = judge
        self._places: list[tuple[int, Statement]] = []
        self._origins: list[Origin] = []
        self._by_lemma: dict[str, list[int]] = {}
        for n, article in enumerate(dossier.articles, start=1):
            if article.genre in REPORTS:
                self._index(n)

    def _index(self, n: int) -> None:
        article = self._dossier.articles[n - 1]
        for reading in read(article.text).sentences:
            if reading.paragraph == 0:
                continue
            whole = (reading.span,)
            dossier = self._dossier
            origin = passage_origin(article, n, reading, whole, dossier.origins, dossier.registry)
            statement = Statement(article, reading.span, whole, origin.outlet)
            self._origins.append(origin)
            for word in sorted(features(statement).lemmas):
                self._by_lemma.setdefault(word, []).append(len(self._places))
            self._places.append((n, statement))

    def backing(self, statement: Statement, n: int, own: Origin) -> Backed:
        """Support of a statement of source `n`, one passage an article, the best scored first.

        A clause in an outlet's own voice that finds no second independent origin will be published as that outlet's
        word, so then whoever reports it as such supports it too.
        """
        plain = self._backed(replace(statement, holder=own.outlet), n, own)
        if len(plain.counted) >= 2 or own.outlet is None:
            return plain
        return self._backed(replace(statement, holder=own.outlet, attributed=True), n, own)

    def _backed(self, statement: Statement, n: int, own: Origin) -> Backed:
        wanted = features(statement).lemmas
        shared = Counter(place for word in sorted(wanted) for place in self._by_lemma.get(word, ()))
        best: dict[int, tuple[float, int, Statement]] = {}
        for place, count in sorted(shared.items()):
            other, passage = self._places[place]
            if count < LEAST_SHARED or other == n:
                continue
            answer = self._judge.support(statement, passage)
            if answer.holds and (other not in best or answer.score > best[other][0]):
                best[other] = (answer.score, place, passage)
        backings = [Backing(n, statement.sentence, own)]
        known = self._dossier.origins.counted
        ranked = sorted(
            best.items(), key=lambda item: (self._origins[item[1][1]].id not in known, -item[1][0], item[0])
        )
        for other, (_, place, passage) in ranked[: MOST_CITATIONS - 1]:
            backings.append(Backing(other, passage.sentence, self._origins[place]))
        return Backed(tuple(backings), self._counted(backings))

    def _counted(self, backings: Sequence[Backing]) -> frozenset[OriginId]:
        known = self._dossier.origins.counted
        return frozenset(b.origin.id for b in backings if b.origin.id in known)
