"""The default judge: word overlap by meaning under rules that refuse every contradiction it can see.

Score: the sum of background idf of the statement's words that the passage has, over the sum of all of the statement's,
words compared by `meaning` (inflection, derivation, a short list of synonyms). The rules are what makes a score mean
anything: without them a prototype cited one false sentence six times over. A passage is tried whole, and by each of the
clauses that it asserts by itself. Nothing here is trained; the thresholds were set by reading pairs of coverage of 44
stories (2026).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from alteram.language import Statement, Support
from alteram.language.features import Features, features
from alteram.model.articles import Span
from alteram.text.grammar.assertions import assertions
from alteram.text.grammar.equivalents import meaning
from alteram.text.grammar.relations import exchanged, opposed
from alteram.text.lexicon import words
from alteram.text.quantities import Quantity, covers
from alteram.text.similarity import content_words, idf

LEAST_SCORE = 0.55
"""Share of a statement's weight that a passage must cover."""
LEAST_SHARED = 3
"""Shared words of content, figures among them, that are no part of a name: names alone prove nothing."""
LEAST_TOLD = 2
"""As many are enough where verb, subject and object, or all its words, are told, and all its names are there."""
MISSING_WEIGHT = 0.45
"""Largest share of the weight of non-name words that may be missing."""
MOST_MISSING = 3
"""Words of content that may be missing however long the statement is: each is a detail that nobody vouches for."""
COMMON_WEIGHT = 0.75
"""What a word loses that all of a story's other articles use: it proves little, and where it is missing little is."""

__all__ = ["LexicalJudge", "features"]


class LexicalJudge:
    """The judge that needs nothing but the word lists that ship; `shares` are the parts of a story's articles that use
    each word, by meaning.
    """

    def __init__(self, shares: Mapping[str, float] | None = None) -> None:
        self._shares = shares or {}
        self._asked: tuple[Features, tuple[tuple[str, float], ...], float] | None = None

    def within(self, texts: tuple[str, ...]) -> "LexicalJudge":
        """See `StoryJudge.within`."""
        return LexicalJudge(story_shares(tuple(sorted(set(texts)))))

    def support(self, statement: Statement, passage: Statement) -> Support:
        """See the module's text; `reason` names the first rule that refuses."""
        one = features(statement)
        text = passage.article.text
        of_one_outlet = statement.attributed and statement.holder is not None and statement.holder == passage.holder
        best = self._compare(one, features(passage), of_one_outlet, passage.spans)
        if best.holds or best.reason in _HOPELESS:
            return best
        for spans in assertions(text, passage.sentence):
            if spans == passage.spans:
                continue
            other = features(Statement(passage.article, passage.sentence, spans))
            answer = self._compare(one, other, of_one_outlet, spans)
            if answer.holds:
                return answer
            best = answer if answer.score > best.score else best
        return best

    def _compare(self, one: Features, other: Features, of_one_outlet: bool, spans: tuple[Span, ...]) -> Support:
        weights, total = self._weights(one)
        lemmas = other.lemmas
        shared = [(word, weight) for word, weight in weights if word in lemmas]
        score = sum([weight for _, weight in shared]) / total if total else 0.0
        if score < LEAST_SCORE:
            reason = "too-little-overlap"
        else:
            same = of_one_outlet and "shadow" not in (one.voice, other.voice)
            reason = _refusal(one, other, same, self._predicate_missing)
        return Support(round(score, 4), reason, tuple([word for word, _ in shared]), spans)

    def _weights(self, one: Features) -> tuple[tuple[tuple[str, float], ...], float]:
        """A statement's words in order, each with its weight, and their sum: one is asked of many passages in turn."""
        if self._asked is None or self._asked[0] is not one:
            weights = tuple((word, self._weight_of(word)) for word in sorted(one.lemmas))
            self._asked = (one, weights, sum(weight for _, weight in weights))
        return self._asked[1:]

    def _predicate_missing(self, one: Features, other: Features) -> bool:
        """Whether the verb is missing, or too many of the other words."""
        missing = one.plain - other.lemmas
        weight = self._weight(one.plain)
        if one.predicate is not None and not one.predicate.core <= other.told:
            return True
        if one.predicate is None and missing:
            return True
        if not one.heads <= other.lemmas:
            return True
        return len(missing) > MOST_MISSING or not weight or self._weight(missing) / weight > MISSING_WEIGHT

    def _weight(self, lemmas: Iterable[str]) -> float:
        return sum(self._weight_of(word) for word in sorted(lemmas))

    def _weight_of(self, word: str) -> float:
        return idf(word) * (1 - COMMON_WEIGHT * self._shares.get(word, 0.0))


def _shared(one: Features, other: Features) -> int:
    """Shared words of content that are no part of a name; figures of the statement count as one."""
    figures = any(figure.unit not in ("ordinal", "label") for figure in one.quantities)
    return len(one.plain & other.lemmas) + figures


def _denied(one: Features, other: Features) -> bool:
    return "deny" in (one.verb, other.verb)


def _refusal(one: Features, other: Features, of_one_outlet: bool, missing: Callable[[Features, Features], bool]) -> str:
    """The first rule that keeps `other`, which overlaps enough, from supporting `one`, or "": the cheap ones first."""
    rules: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("names-alone", lambda: _shared(one, other) < _least_shared(one, other)),
        ("predicate-missing", lambda: missing(one, other)),
        ("another-speaker", lambda: not (_one_voice(one, other) or (of_one_outlet and not _denied(one, other)))),
        ("polarity", lambda: one.positive != other.positive),
        ("governor", lambda: _limited(one, other)),
        ("figures", lambda: not (_figures_agree(one.quantities, other.quantities) and one.times <= other.times)),
        ("name-missing", lambda: not _named(one, other)),
        ("roles", lambda: _swapped(one, other) or not _acts(one, other) or _turned(one, other)),
    )
    return next((reason for reason, refuses in rules if refuses()), "")


def _limited(one: Features, other: Features) -> bool:
    """Whether a governor of either is not the other's, or the statement singles out what the passage does not."""
    return _ungoverned(one, other) or _ungoverned(other, one) or not one.restrictors <= other.restrictors


def _swapped(one: Features, other: Features) -> bool:
    """Whether names, or three words in a row, stand the other way round."""
    here, there = one.taking_part, other.taking_part
    return _order(here, there) != _order(there, here) or _inverted(one, other)


def _turned(one: Features, other: Features) -> bool:
    """Whether the same words hang together otherwise: modifiers, prepositions, or whom the same act was done to."""
    here, there = one.predicate, other.predicate
    if here is not None and there is not None and (here.verb, here.passive) == (there.verb, there.passive):
        objects = {here.object, there.object}
        if here.verb and len(objects - {""}) == 2 and objects <= one.lemmas and objects <= other.lemmas:
            return True
    return exchanged(one.modifiers, other.modifiers) or opposed(one.prepositions, other.prepositions)


@lru_cache(maxsize=64)
def story_shares(texts: tuple[str, ...]) -> dict[str, float]:
    """Share of the *other* articles of a story that use a word, by meaning; empty for fewer than three articles."""
    seen: Counter[str] = Counter()
    for text in texts:
        seen.update(sorted(set(map(meaning, content_words(text)))))
    return {word: (count - 1) / (len(texts) - 1) for word, count in seen.items()} if len(texts) > 2 else {}


_HOPELESS = frozenset(("too-little-overlap", "names-alone", "predicate-missing", "figures", "name-missing"))
"""What the whole passage lacks, no part of it has."""


def _least_shared(one: Features, other: Features) -> int:
    """How many words of content must be shared: fewer where the passage plainly tells the same act of the same names.

    "A sued B" is told by another who says so; "A met B" may be of another day, so that acts which recur need more.
    """
    if not one.names or not _named(one, other):
        return LEAST_SHARED
    told = one.predicate
    if told is not None and _core_told(one, other):
        named = told.subject in one.names or (len(set(one.names)) > 1 and bool(told.object))
        once = told.verb not in words("recurring_acts") or bool(one.times)
        return 1 if named and once else LEAST_TOLD
    several = len(set(one.names)) > 1
    return LEAST_TOLD if several and one.plain <= other.lemmas else LEAST_SHARED


def _core_told(one: Features, other: Features) -> bool:
    """Whether the passage has verb, subject and object of the statement: then the names in it count too."""
    told = one.predicate
    return told is not None and bool(told.verb and told.subject) and told.core <= other.told


def _named(one: Features, other: Features) -> bool:
    """Whether everybody and everything that the statement names is named in the passage, at least by the last word."""
    return all(
        last in other.names or words <= other.capitals or any(words <= others for others in other.called)
        for last, words in zip(one.names, one.called, strict=True)
    )


def _acts(one: Features, other: Features) -> bool:
    """Whether the subject of the statement's verb does, or undergoes, the same in the passage."""
    told = one.predicate
    if told is None or not told.subject:
        return True
    named = told.subject in one.names
    subjects = [k for k, place in enumerate(other.places) if place.word == told.subject and (place.heads or named)]
    if not subjects:
        return False
    if not told.verb:  # "X is Y" is told by "X is Y" alone, not by any clause that has both
        is_so = other.predicate
        return is_so is not None and not is_so.verb and is_so.subject == told.subject
    for at, place in enumerate(other.places):
        if place.word != told.verb or (place.open and not told.open):
            continue
        if not place.verbal:
            return True
        before = place.passive == told.passive
        if any((k < at) == before for k in subjects):
            return True
    return False


def _one_voice(one: Features, other: Features) -> bool:
    """Both in the outlet's own voice, or both the same speaker's words with the same kind of verb."""
    if one.voice != other.voice or one.voice == "shadow":
        return False
    if one.voice == "own":
        return True
    if (one.verb == "deny") != (other.verb == "deny"):
        return False
    small, large = sorted((set(one.speaker), set(other.speaker)), key=len)
    return bool(small) and small <= large


def _figures_agree(wanted: Iterable[Quantity], given: tuple[Quantity, ...]) -> bool:
    """Every figure of the statement is made true by one of its kind in the passage: "34" does, of "at least 20". Where
    the passage counts the same things, that count has to do it.
    """
    return all(any(_bears_out(other, figure) for other in _of_the_same(figure, given)) for figure in wanted)


def _of_the_same(wanted: Quantity, given: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """The figures of a passage that count what another counts; all of them where none does."""
    if not wanted.noun:
        return given
    same = tuple(
        one for one in given if one.unit == wanted.unit and one.noun and meaning(one.noun) == meaning(wanted.noun)
    )
    return same or given


def _bears_out(given: Quantity, wanted: Quantity) -> bool:
    """Whether a figure makes another true; "13-851" without a noun may be the number of a file: compared as such."""
    if wanted.unit == "count" and not wanted.noun and "-" in wanted.text:
        return given.text == wanted.text
    return covers(wanted, given)


def _order(names_of_one: tuple[str, ...], names_of_other: tuple[str, ...]) -> tuple[str, ...]:
    """Names in order of first mention, of those that both have: "A hit B" is not "B hit A"."""
    common = set(names_of_other)
    return tuple(name for name in dict.fromkeys(names_of_one) if name in common)


def _ungoverned(one: Features, other: Features) -> bool:
    """Whether a governor of one is nowhere in the other; "blocked" and "blocking" are one word in two forms."""
    return any(word not in other.bases for _, word in one.governors - other.governors)


def _inverted(one: Features, other: Features) -> bool:
    """Whether three words that follow each other in one stand the other way round in the other.

    "Police arrested three men" against "Three men arrested police". True passives are refused with them: no loss of
    truth, only of a citation.
    """
    place = {word: at for at, word in reversed(tuple(enumerate(other.order)))}
    inner = frozenset().union(*one.called) - frozenset(one.names)  # "the Department of Justice", "Justice Department"
    common = [place[word] for word in dict.fromkeys(one.order) if word in place and word not in inner]
    return any(a > b > c for a, b, c in zip(common, common[1:], common[2:], strict=False))
