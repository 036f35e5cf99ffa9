"""Facts as they are read one after another: whoever a fact speaks of is introduced, and short facts are joined.

Works on facts that the gates have passed, each by itself; what is changed here is put before them again.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from alteram.language.glue import written
from alteram.model.articles import Span
from alteram.model.briefs import Clause, Copied, Fact, Glue, Passage, Piece, Sentence
from alteram.model.stories import Dossier
from alteram.stages.facts.writing import CLOSED
from alteram.text.grammar.equivalents import meaning
from alteram.text.grammar.pointing import pointing
from alteram.text.grammar.verbs import forms_of
from alteram.text.lexicon import words
from alteram.text.names import lowered, names, surname
from alteram.text.people.name_kinds import bare, given_names, titles
from alteram.text.people.persons import persons
from alteram.text.similarity import content_words, shared_weight

SHORT = 15
"""Words below which a fact is joined with another one that tells more of the same people or places."""
MOST_JOINED = 40
"""Words of a joined fact: published briefs of the form have facts of 15 to 45."""
RETOLD = 0.5
"""Share of the shorter sentence's weight of words that two facts of one brief may have in common."""
_APOSTROPHES = ("'", "’")


def retells(one: Sentence, other: Sentence, texts: Mapping[int, str]) -> bool:
    """Whether two sentences share most of what the shorter one tells: `texts` are canonical texts by source number."""
    return shared_weight(_told(one, texts), _told(other, texts)) > RETOLD


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

    The first stays first, since it tells the event, of whom the headline speaks. A surname that one full name of the
    story expands gets it in brackets. A fact that points at a thing which no earlier one has told of ("the memo") comes
    behind all that do not. A fact that speaks of somebody who is nowhere introduced is left out, unless fewer than
    `least` remain. `passes` asks the gates.
    """
    cast = _Cast(dossier)
    waiting, told = list(facts), list[Fact]()
    introduced: set[str] = set()
    while waiting:
        known = [k for k, fact in enumerate(waiting) if not told or not cast.strangers(fact.sentence, introduced)]
        if not known and len(told) >= least:
            break
        things = frozenset().union(*(_told(fact.sentence, cast.texts) for fact in told))
        clear = (k for k in known if not told or not _points_at_untold(waiting[k].sentence, cast.texts, things))
        at = next(clear, known[0] if known else 0)
        fact = waiting.pop(at)
        bracketed = cast.bracketed(fact.sentence, introduced)
        if bracketed != fact.sentence and passes(bracketed):
            fact = replace(fact, sentence=bracketed)
        introduced |= cast.introduces(fact.sentence)
        told.append(fact)
    return _joined(told, cast.texts, passes)


def _points_at_untold(sentence: Sentence, texts: Mapping[int, str], told: frozenset[str]) -> bool:
    """Whether a clause points at something ("the memo", "her decision", "also") that the words `told` do not hold."""
    for clause in sentence.clauses:
        copied = [piece for piece in sentence.pieces[clause.first : clause.last + 1] if isinstance(piece, Copied)]
        joined = "".join(texts[piece.source][piece.start : piece.end] for piece in copied)
        for start, end in pointing(joined, ((0, len(joined)),)):
            if meaning(joined[start:end].split()[-1].lower()) not in told:
                return True
    return False


class _Cast:
    """The persons of a dossier's articles, with the full names that expand their surnames."""

    def __init__(self, dossier: Dossier) -> None:
        self.texts = {n: article.text for n, article in enumerate(dossier.articles, start=1)}
        self._full: dict[str, dict[str, Passage]] = {}
        for n, text in self.texts.items():
            for person in persons(text):
                if " " in person.name:
                    self._full.setdefault(surname(person.name), {}).setdefault(person.name, Passage(n, *person.span))

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
        if len(full) != 1 or mention.full or called != mention.surname or not _stands_for_itself(text, mention.span[1]):
            return None
        if text[: mention.span[0]].endswith("] "):  # the passage has its own bracket before the surname
            return None
        name, passage = next(iter(full.items()))
        return passage if bare(name.split(maxsplit=1)[0]) in given_names() else None


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
