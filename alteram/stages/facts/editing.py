"""Facts as they are read one after another: whoever a fact speaks of is introduced, and short facts are joined.

Works on facts that the gates have passed, each by itself; what is changed here is put before them again.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from alteram.language.glue import written
from alteram.model.articles import Span
from alteram.model.briefs import Clause, Copied, Fact, Glue, Passage, Piece, Sentence
from alteram.model.stories import Dossier
from alteram.stages.facts.writing import CLOSED
from alteram.text.grammar.antecedents import short_forms
from alteram.text.grammar.equivalents import meaning
from alteram.text.grammar.pointing import pointing
from alteram.text.grammar.verbs import forms_of
from alteram.text.lexicon import words
from alteram.text.names import lowered, names, surname
from alteram.text.people.name_kinds import bare, given_names, titles
from alteram.text.people.persons import Person, persons, titled
from alteram.text.similarity import content_words, idf, lemma, shared_weight

SHORT = 15
"""Words below which a fact is joined with another one that tells more of the same people or places."""
MOST_JOINED = 40
"""Words of a joined fact: published briefs of the form have facts of 15 to 45."""
RETOLD = 0.5
"""Share of the shorter sentence's weight of words that two facts of one brief may have in common."""
KNOWN = 2.0
"""Weight below which a surname needs no bracket: one article in seven of the background has it."""
RETOLD_DEEDS = 0.35
"""The same where `MANY_DEEDS` of the words that they share are no names."""
MANY_DEEDS, SOME_DEEDS = 4, 3
"""Words, names aside, that two facts about one deed have in common ("quit", "trigger", "contest", "leader")."""
_APOSTROPHES = ("'", "’")


def retells(one: Sentence, other: Sentence, texts: Mapping[int, str]) -> bool:
    """Whether two sentences share most of what the shorter one tells, or less where it is deeds and things and not only
    names: `texts` are canonical texts by source number.
    """
    shared = shared_weight(_told(one, texts), _told(other, texts))
    if shared > RETOLD:
        return True
    first, second = _deeds(one, texts), _deeds(other, texts)
    same = len(first & second)
    if shared > RETOLD_DEEDS and same >= MANY_DEEDS:
        return True
    return same >= SOME_DEEDS and shared_weight(first, second) > RETOLD


def _deeds(sentence: Sentence, texts: Mapping[int, str]) -> frozenset[str]:
    """The words by meaning that a sentence copies, without those of its names."""
    named = {
        meaning(word)
        for piece in sentence.pieces
        if isinstance(piece, Copied)
        for name in names(texts[piece.source], piece.start, piece.end)
        for word in content_words(texts[piece.source], name.start, name.end)
    }
    return _told(sentence, texts) - named


def _told(sentence: Sentence, texts: Mapping[int, str]) -> frozenset[str]:
    copied = (piece for piece in sentence.pieces if isinstance(piece, Copied))
    return frozenset(
        meaning(word) for piece in copied for word in content_words(texts[piece.source], piece.start, piece.end)
    )


@dataclass(frozen=True, slots=True)
class _Mention:
    """A person in a copied piece: where, by which surname, and whether full name or office stands there."""

    span: Span
    surname: str
    full: bool


def edited(facts: tuple[Fact, ...], dossier: Dossier, passes: Callable[[Sentence], bool], least: int) -> list[Fact]:
    """The facts in an order in which nobody is spoken of by surname before his name was told, short ones joined.

    The first stays first, since it tells the event, of whom the headline speaks, and so does the second where it points
    at nothing untold. A surname that one full name of the story expands gets it in brackets. What several origins tell
    comes first, then what can be read by itself, then what points at a thing of which an earlier one told ("the memo"),
    then the rest. A fact that speaks of somebody who is nowhere introduced is left out, unless fewer than `least`
    remain. `passes` asks the gates.
    """
    cast = _Cast(dossier)
    waiting, told = list(facts), list[Fact]()
    introduced: set[str] = set()
    while waiting:
        known = [k for k, fact in enumerate(waiting) if not told or not cast.strangers(fact.sentence, introduced)]
        if not known and len(told) >= least:
            break
        things = frozenset().union(*(_told(fact.sentence, cast.texts) for fact in told))
        named = {k: _with_names(waiting[k].sentence, cast.texts, things) for k in known}
        clear = [k for k in known if not _points_at_untold(named[k], cast.texts, things)]
        opening = (k for k in clear if k == 0 and len(told) == 1)
        shared = (k for k in known if not told or len(waiting[k].origins) > 1)
        alone = (k for k in known if not _points_at_untold(named[k], cast.texts, frozenset()))
        at = next(chain(opening, shared, alone, clear, known), 0)
        fact = waiting.pop(at)
        if at in named and named[at] != fact.sentence and passes(named[at]):
            fact = replace(fact, sentence=named[at])
        bracketed = cast.bracketed(fact.sentence, introduced)
        if bracketed != fact.sentence and passes(bracketed):
            fact = replace(fact, sentence=bracketed)
        introduced |= cast.introduces(fact.sentence)
        told.append(fact)
    return _joined(told, cast.texts, passes)


def _points_at_untold(sentence: Sentence, texts: Mapping[int, str], told: frozenset[str]) -> bool:
    """Whether a clause points at something ("the memo", "her decision", "also") that the words `told` do not hold."""
    return any(
        meaning(joined[start:end].split()[-1].lower()) not in told and end not in bracketed
        for joined, bracketed in _clauses(sentence, texts)
        for start, end in pointing(joined, ((0, len(joined)),))
    )


def _clauses(sentence: Sentence, texts: Mapping[int, str]) -> Iterator[tuple[str, frozenset[int]]]:
    """What each clause copies, and the offsets in it at which a bracket says what is meant."""
    for clause in sentence.clauses:
        joined, bracketed = "", []
        for piece in sentence.pieces[clause.first : clause.last + 1]:
            if isinstance(piece, Copied):
                joined += texts[piece.source][piece.start : piece.end]
            elif isinstance(piece, Glue) and piece.kind == "resolution":
                bracketed.append(len(joined))
        yield joined, frozenset(bracketed)


def _with_names(sentence: Sentence, texts: Mapping[int, str], told: frozenset[str]) -> Sentence:
    """The sentence with the name in brackets behind every bare noun that is short for it, and of which the words `told`
    do not speak (`short_forms`)."""
    groups: list[list[Piece]] = []
    for piece in sentence.pieces:
        group: list[Piece] = [piece]
        if isinstance(piece, Copied):
            text = texts[piece.source]
            for end, named in short_forms(text, (piece.start, piece.end)):
                last = group[-1]
                if not isinstance(last, Copied) or meaning(text[named[0] : named[1]].split()[-1].lower()) in told:
                    continue
                bracket = Glue("resolution", f" [{text[slice(*named)]}]", (Passage(piece.source, *named),))
                rest = [replace(last, start=end)] if end < last.end else []
                group = [*group[:-1], replace(last, end=end), bracket, *rest]
        groups.append(group)
    return _regrouped(sentence, groups, texts)


class _Cast:
    """The persons of a dossier's articles, with the full names that expand their surnames."""

    def __init__(self, dossier: Dossier) -> None:
        self.texts = {n: article.text for n, article in enumerate(dossier.articles, start=1)}
        self._full: dict[str, dict[str, Passage]] = {}
        for n, text in self.texts.items():
            for person in persons(text):
                if " " in person.name:
                    named = self._full.setdefault(surname(person.name), {})
                    named[person.name] = _fuller(named.get(person.name), Passage(n, *_introduced(text, person)))

    def introduces(self, sentence: Sentence) -> set[str]:
        """Surnames that the sentence gives with a full name or an office, or that stand in its glue."""
        found = {one.surname for piece in sentence.pieces for one in self._mentions(piece) if one.full}
        evidence = (e for piece in sentence.pieces if isinstance(piece, Glue) for e in piece.evidence)
        named = [self.texts[e.source][e.start : e.end] for e in evidence if isinstance(e, Passage)]
        return found | {surname(name) for name in named if " " in name}

    def strangers(self, sentence: Sentence, introduced: set[str]) -> set[str]:
        """Surnames that nothing introduces, and that no bracket may expand."""
        known = introduced | self.introduces(sentence)
        return {
            one.surname
            for piece in sentence.pieces
            if isinstance(piece, Copied)
            for one in self._mentions(piece)
            if one.surname not in known
            and one.surname in self._full
            and _stands_for_itself(self.texts[piece.source], one.span[1])
            and self._expansion(piece, one) is None
        }

    def bracketed(self, sentence: Sentence, introduced: set[str]) -> Sentence:
        """The sentence with the full name in brackets behind the first mention of everybody not yet introduced."""
        known = introduced | self.introduces(sentence)
        groups: list[list[Piece]] = []
        for piece in sentence.pieces:
            group: list[Piece] = [piece]
            for one in self._mentions(piece):
                last = group[-1]
                full = self._expansion(piece, one) if isinstance(piece, Copied) else None
                if one.surname in known or full is None or not isinstance(last, Copied):
                    continue
                known.add(one.surname)
                at = one.span[1]
                name = self.texts[full.source][full.start : full.end]
                bracket = Glue("resolution", f" [{name}]", (full,))
                rest = [replace(last, start=at)] if at < last.end else []
                group = [*group[:-1], replace(last, end=at), bracket, *rest]
            groups.append(group)
        return _regrouped(sentence, groups, self.texts)

    def _mentions(self, piece: Piece) -> Iterator[_Mention]:
        """Persons with a known surname in a copied piece, in order."""
        if not isinstance(piece, Copied):
            return
        text = self.texts[piece.source]
        inside = {
            (mention, surname(person.name))
            for person in persons(text)
            for mention in person.mentions
            if piece.start <= mention[0] and mention[1] <= piece.end
        }
        for span, last in sorted(inside):
            yield _Mention(span, last, " " in text[slice(*span)] or _has_office(text, span[0]))

    def _expansion(self, piece: Copied, mention: _Mention) -> Passage | None:
        """Where the one full name stands that a bracket may give, or None: see gate G3's rule for resolutions."""
        full = self._full.get(mention.surname, {})
        text = self.texts[piece.source]
        called = text[slice(*mention.span)]
        if (
            idf(lemma(called)) < KNOWN
            or len(full) != 1
            or mention.full
            or called != mention.surname
            or not _stands_for_itself(text, mention.span[1])
        ):
            return None
        if text[: mention.span[0]].endswith("] "):  # the passage has its own bracket before the surname
            return None
        name, passage = next(iter(full.items()))
        return passage if bare(name.split(maxsplit=1)[0]) in given_names() else None


def _introduced(text: str, person: Person) -> Span:
    """Where a person stands by his full name with an office before it, or else by the name alone."""
    spelled = [span for span in person.mentions if text[slice(*span)] == person.name]
    return next((titled(text, span) for span in spelled if titled(text, span) != span), person.span)


def _fuller(known: Passage | None, other: Passage) -> Passage:
    """The longer of two passages that name somebody, the first of two alike."""
    return other if known is None or other.end - other.start > known.end - known.start else known


def _stands_for_itself(text: str, end: int) -> bool:
    """Whether a name that ends here speaks of its bearer, not of what is called by it ("the Obama administration")."""
    behind = re.match(r"\s([a-z]+)", text[end : end + 24])
    if text[end : end + 1] in _APOSTROPHES:
        return False
    word = behind[1] if behind else ""
    return not word or word in words("function_words") or bool(set(forms_of(word)) & {"p", "s"}) or word.endswith("ly")


def _has_office(text: str, start: int) -> bool:
    """Whether a title of office or rank stands right before."""
    before = text[max(0, start - 40) : start].split()
    return bool(before) and before[-1].rstrip(".").lower() in titles()[0]


def _regrouped(sentence: Sentence, groups: list[list[Piece]], texts: Mapping[int, str]) -> Sentence:
    """The sentence with every piece replaced by its group."""
    firsts = [sum(len(group) for group in groups[:at]) for at in range(len(groups) + 1)]
    clauses = tuple(replace(c, first=firsts[c.first], last=firsts[c.last + 1] - 1) for c in sentence.clauses)
    pieces = tuple(piece for group in groups for piece in group)
    return replace(sentence, text=_text(pieces, texts), pieces=pieces, clauses=clauses)


def _text(pieces: tuple[Piece, ...], texts: Mapping[int, str]) -> str:
    return "".join(written(piece, texts) for piece in pieces)


def _joined(facts: list[Fact], texts: Mapping[int, str], passes: Callable[[Sentence], bool]) -> list[Fact]:
    """Each short fact that several origins tell with the first later one that may follow it behind a semicolon."""
    left, found = list(facts), list[Fact]()
    while left:
        fact = left.pop(0)
        if _may_be_joined(fact) and _length(fact) < SHORT:
            for at, other in enumerate(left):
                if not _may_be_joined(other) or not _complement(fact, other, texts):
                    continue
                one = _join(fact, other, texts)
                if passes(one.sentence):
                    fact = one
                    del left[at]
                    break
        found.append(fact)
    return found


def _may_be_joined(fact: Fact) -> bool:
    """Whether a fact is one clause told by several origins, with no attribution before it and no quotation."""
    glue = any(isinstance(piece, Glue) and piece.kind in ("attribution", "quote") for piece in fact.sentence.pieces)
    quoted = any(mark in fact.sentence.text for mark in '“"')
    return not (glue or quoted or len(fact.sentence.clauses) > 1 or "single-origin" in fact.flags)


def _length(fact: Fact) -> int:
    return len(fact.sentence.text.split())


def _complement(fact: Fact, other: Fact, texts: Mapping[int, str]) -> bool:
    """Whether both name the same person, body or place, and are short enough together."""
    return _length(fact) + _length(other) <= MOST_JOINED and bool(_named(fact, texts) & _named(other, texts))


def _named(fact: Fact, texts: Mapping[int, str]) -> set[str]:
    return {
        surname(name.text)
        for piece in fact.sentence.pieces
        if isinstance(piece, Copied)
        for name in names(texts[piece.source], piece.start, piece.end)
    }


def _join(fact: Fact, other: Fact, texts: Mapping[int, str]) -> Fact:
    """Two facts as one sentence of two clauses. Its origins are those of the clause that fewer tell."""
    first = _without_end(fact.sentence.pieces)
    second = _begun_low(_without_end(other.sentence.pieces), texts)
    pieces: tuple[Piece, ...] = (*first, Glue("join", "; "), *second)
    clauses = (
        Clause(0, len(first) - 1, fact.sentence.clauses[0].citations),
        Clause(len(first) + 1, len(pieces) - 1, other.sentence.clauses[0].citations),
    )
    if not _text(pieces, texts).endswith(CLOSED):
        pieces = (*pieces, Glue("end", "."))
    fewest = min((fact, other), key=lambda one: len(one.origins))
    return replace(
        fact,
        sentence=Sentence(fact.sentence.id, _text(pieces, texts), pieces, clauses),
        citations=tuple(sorted({*fact.citations, *other.citations})),
        carriers=tuple(sorted({*fact.carriers, *other.carriers})),
        origins=fewest.origins,
        claim_of=None,
        flags=tuple(dict.fromkeys((*fact.flags, *other.flags))),
    )


def _without_end(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    return pieces[:-1] if isinstance(pieces[-1], Glue) and pieces[-1].kind == "end" else pieces


def _begun_low(pieces: tuple[Piece, ...], texts: Mapping[int, str]) -> tuple[Piece, ...]:
    """The pieces with their first letter in lower case, where it begins an ordinary word."""
    first = pieces[0]
    if isinstance(first, Glue) and first.kind == "case" and len(pieces) > 1 and isinstance(pieces[1], Copied):
        return (replace(pieces[1], start=pieces[1].start - 1), *pieces[2:])
    if not isinstance(first, Copied) or first.end - first.start < 2:
        return pieces
    text = texts[first.source]
    if not lowered(text, first.start):
        return pieces
    letter = Glue("case", text[first.start].lower(), (Passage(first.source, first.start, first.start + 1),))
    return (letter, replace(first, start=first.start + 1), *pieces[1:])
