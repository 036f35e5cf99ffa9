"""What of a statement is compared: voice, words by meaning, names, figures, times, polarity, governors, predicate."""

import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain

from alteram.language import Statement
from alteram.model.articles import Span
from alteram.text.attribution import Attribution, SentenceReading, read, resolve_source
from alteram.text.grammar import relations
from alteram.text.grammar.equivalents import meaning
from alteram.text.grammar.predicates import Place, Predicate, places, predicate
from alteram.text.grammar.verbs import forms_of
from alteram.text.lexicon import words
from alteram.text.names import Name, names, surname
from alteram.text.people.name_kinds import titles
from alteram.text.polarity import governors, polarity
from alteram.text.provenance import governing, speaker_words, voice
from alteram.text.quantities import Quantity, quantities
from alteram.text.sentences import tokens
from alteram.text.similarity import content_words, lemma, stop_words
from alteram.text.similarity import words as all_words

MOST_DESCRIBING = 2
"""Words in lower case before a name that say who it is ("far-right candidate"): no part of what is asserted."""
_PLACED = re.compile(r"\b(?:in|at|near)(?: the)? $")
COMPARED_KINDS = frozenset({"negation", "hedge", "condition", "modality", "qualifier"})


@dataclass(frozen=True)
class Features:
    """What of `spans` of a sentence is compared, each part read when it is first asked for."""

    text: str
    sentence: Span
    spans: tuple[Span, ...]

    @cached_property
    def reading(self) -> SentenceReading:
        """The sentence as read in its article."""
        found = _by_start(self.text).get(self.sentence[0])
        return found if found is not None else _holding(self.text, self.sentence[0])

    @cached_property
    def voice(self) -> str:
        """Whose voice the spans are in: "own", "governed" or "shadow"."""
        return voice(self.reading, self.spans)

    @cached_property
    def attribution(self) -> Attribution | None:
        """The attribution over governed spans."""
        return governing(self.reading, read(self.text).sentences) if self.voice == "governed" else None

    @cached_property
    def verb(self) -> str:
        """Kind of the attribution's cue, "" without one."""
        return self.attribution.verb if self.attribution else ""

    @cached_property
    def speaker(self) -> tuple[str, ...]:
        """Words that name who speaks, in full."""
        return _speaker(self.text, self.attribution)

    @cached_property
    def asserted(self) -> tuple[Span, ...]:
        """The spans without the attribution's own words."""
        return _without_source(self.spans, self.reading)

    @cached_property
    def written(self) -> tuple[str, ...]:
        """Words of content as written, in order."""
        return tuple(chain.from_iterable([content_words(self.text, *span) for span in self.asserted]))

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Words of content by meaning, in order."""
        return tuple(map(meaning, self.written))

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """Words of content by meaning."""
        return frozenset(self.order)

    @cached_property
    def named(self) -> tuple[Name, ...]:
        """Names, in order."""
        return tuple(chain.from_iterable([names(self.text, *span) for span in self.spans]))

    @cached_property
    def plain(self) -> frozenset[str]:
        """Words of content that are no part of a name, nor of what stands before one to say who it is."""
        return self.lemmas - _in_names(self.text, self.named)

    @cached_property
    def bases(self) -> frozenset[str]:
        """Dictionary forms of the words of content."""
        return frozenset(map(lemma, self.written))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Surnames, and last words of other names, in order."""
        return tuple(surname(name.text).lower() for name in self.named)

    @cached_property
    def called(self) -> tuple[frozenset[str], ...]:
        """The words of each name."""
        return tuple(_called(name.text) for name in self.named)

    @cached_property
    def capitals(self) -> frozenset[str]:
        """Words with a capital, by meaning: a name that opens a sentence may not be known for one."""
        found = (word for span in self.spans for word in all_words(self.text, *span))
        return frozenset(meaning(word) for word in found if word[0].isupper())

    @cached_property
    def taking_part(self) -> tuple[str, ...]:
        """The names that may act or suffer, in order: not what stands behind "in", "at" or "near", a place."""
        before = (_PLACED.search(self.text, max(0, name.start - 12), name.start) for name in self.named)
        return tuple(name for name, placed in zip(self.names, before, strict=True) if placed is None)

    @cached_property
    def told(self) -> frozenset[str]:
        """Words of content and verbs, by meaning, the commonest ("take", "go") among them."""
        return self.lemmas | {place.word for place in self.places}

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Figures."""
        return tuple(chain.from_iterable([quantities(self.text, *span) for span in self.spans]))

    @cached_property
    def times(self) -> frozenset[str]:
        """Days, months and the like that it names."""
        return self.lemmas & words("calendar_words")

    @cached_property
    def heads(self) -> frozenset[str]:
        """Words of content that head their phrase, but for names and adverbs: without one of them it says less."""
        if self.sentence[1] <= self.text.find("\n\n"):
            return frozenset()  # a title leaves out too much for its phrases to be told apart
        return frozenset(place.word for place in self.places if place.heads and not place.adverb) & self.plain

    @cached_property
    def restrictors(self) -> frozenset[str]:
        """Words that single out ("only", "first", "all"), in lower case."""
        found = {word.lower() for span in self.asserted for word in all_words(self.text, *span)}
        return frozenset(found & words("restrictors"))

    @cached_property
    def positive(self) -> bool:
        """Polarity."""
        return all(polarity(self.text, *span) for span in self.spans)

    @cached_property
    def governors(self) -> frozenset[tuple[str, str]]:
        """Kinds and dictionary forms of governors, without the attribution's own verb, which is compared as such."""
        return frozenset(
            (governor.kind, lemma(governor.word))
            for span in self.spans
            for governor in governors(self.text, *span)
            if governor.kind in COMPARED_KINDS and not _is_cue(governor.start, self.attribution)
        )

    @cached_property
    def predicate(self) -> Predicate | None:
        """Who does what."""
        return _predicate(self.text, self.asserted)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Words of content with what a comparison of roles must know of them."""
        return places(self.text, self.asserted)

    @cached_property
    def modifiers(self) -> frozenset[tuple[str, str]]:
        """Which word modifies which noun."""
        return relations.modifiers(self.text, self.asserted)

    @cached_property
    def prepositions(self) -> frozenset[tuple[str, str]]:
        """Which preposition stands before which words."""
        return relations.prepositions(self.text, self.asserted)


def features(statement: Statement) -> Features:
    """Features of a statement, kept for the statements of a few stories."""
    return _features(statement.article.text, statement.sentence, statement.spans)


@lru_cache(maxsize=65536)
def _features(text: str, sentence: Span, spans: tuple[Span, ...]) -> Features:
    return Features(text, sentence, spans)


def _describes(word: str) -> bool:
    """Whether a word may stand between article and name to say who it is: no function word and no verb."""
    return word not in stop_words() and word not in words("function_words") and "p" not in forms_of(word)


def _called(name: str) -> frozenset[str]:
    """Words of a name, in lower case, by meaning: "the U.S. Department of Justice" is called "Justice Department"."""
    found = frozenset(meaning(token.text) for token in tokens(name, 0, len(name)) if token.text[0].isalnum())
    return found - stop_words() - {"u.s."} or found


def _predicate(text: str, spans: tuple[Span, ...]) -> Predicate | None:
    """The predicate; in a title, which leaves auxiliaries out, nobody can tell whether its subject acts or suffers."""
    found = predicate(text, spans)
    titled = bool(spans) and spans[0][0] < text.find("\n\n")
    return replace(found, subject="") if found is not None and titled else found


def _in_names(text: str, named: tuple[Name, ...]) -> frozenset[str]:
    """Meanings of the words of names and of the titles that stand before a person's."""
    inside = [token.text for name in named for token in tokens(text, name.start, name.end) if token.text[0].isalnum()]
    office, civil = titles()
    for name in named:
        before = text[max(0, name.start - 40) : name.start].split()[-3:] if name.kind in ("person", "other") else []
        described = 0
        for word in reversed(before):
            bare = word.rstrip(".").lower()
            title = bare in office or bare in civil
            described += not (title or word[0].isupper())
            cut = word[-1] in ',;:.”"' and not title
            if cut or described > MOST_DESCRIBING or not _describes(bare):
                break
            inside.append(word.rstrip("."))
    return frozenset(map(meaning, inside))


@lru_cache(maxsize=128)
def _by_start(text: str) -> dict[int, SentenceReading]:
    return {reading.span[0]: reading for reading in read(text).sentences}


def _holding(text: str, at: int) -> SentenceReading:
    return next(reading for reading in read(text).sentences if reading.span[0] <= at < reading.span[1])


def _is_cue(place: int, attribution: Attribution | None) -> bool:
    """Whether a governor is the attribution's own verb ("claimed"), which is compared as such."""
    return attribution is not None and attribution.cue[0] <= place < attribution.cue[1]


def _speaker(text: str, attribution: Attribution | None) -> tuple[str, ...]:
    if attribution is None or attribution.source is None:
        return ()
    start, end = resolve_source(text, attribution.source)
    return speaker_words(text[start:end])


def _without_source(spans: tuple[Span, ...], reading: SentenceReading) -> tuple[Span, ...]:
    """The spans without the attribution's own words, where it speaks for them: who speaks is compared apart."""
    attribution = reading.attribution
    if attribution is None or voice(reading, spans) == "own":
        return spans
    cut = [span for span in (attribution.source, attribution.cue) if span is not None]
    kept = list(spans)
    for start, end in cut:
        kept = [
            piece
            for left, right in kept
            for piece in ((left, min(right, start)), (max(left, end), right))
            if piece[0] < piece[1]
        ]
    return tuple(kept)
