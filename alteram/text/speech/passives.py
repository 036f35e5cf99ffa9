"""Attribution by a verb in the passive: "it is believed that P", "X is said to have", "P, we are told"."""

from alteram.model.articles import Span
from alteram.text.lexicon import word_class
from alteram.text.speech.cue_verbs import CueClass, CueVerb
from alteram.text.speech.cues import BE, FIRST_PERSON, UNREAL, Attribution, Item, Shape, Subject
from alteram.text.speech.hearers import carrier
from alteram.text.speech.scopes import content_around, inverted_source, relative_end, source_span, that_clause, trimmed
from alteram.text.speech.touching import touches_content

AGENT_REACH = 8
"""Items behind the verb in which the "by" of who speaks may stand."""
_BLAME = frozenset(
    ["accuse", "blame", "charge", "condemn", "criticise", "criticize", "denounce", "describe", "quote", "cite", "call"]
)

_COMPLEMENTS = frozenset(["of", "for", "as", "to"])
"""What goes on with what is said behind the one who says it ("was accused by Y of theft")."""
_RELATIVES = frozenset(["who", "which", "that"])


def passive_attribution(shape: Shape, at: int, verb: CueVerb, subject: Subject) -> Attribution | None:
    """The attribution by the passive at `at`, None where it tells nobody's words."""
    row = shape.row
    by = _agent(row, at)
    that = that_clause(shape, at + 1, verb)
    inserted = _inserted(shape, at, subject)
    if inserted is not None:
        return inserted
    if not _says(row, at, verb, subject, by=by is not None, that=that is not None):
        return None
    source, last = None, at
    if by is not None:
        first, last = inverted_source(shape, by + 1)
        if verb.lemma == "accuse":
            last = max((k - 1 for k in range(first + 1, last + 1) if row[k].lower == "of"), default=last)
        source = source_span(shape, first, last)
    be = next((k for k in range(subject.verb_start, at) if row[k].lower in BE), at)
    if that is not None:
        content: tuple[Span, ...] = (trimmed(shape, row[that].end, shape.end),)
    elif not subject.passive and at:
        begin = shape.row[0].start if subject.first > subject.last else row[subject.first].start
        goes_on = by is None or "a" in verb.flags
        content = (trimmed(shape, begin, shape.end if goes_on else row[at].start),)
    else:
        content = _around(shape, be, last, subject, named=source is not None)
    content = tuple(span for span in content if span[0] < span[1])
    if not content:
        return None
    kind: CueClass = "deny" if subject.negated else ("hedge" if source is None and verb.kind != "deny" else verb.kind)
    return Attribution((row[be].start, row[at].end), kind, source, carrier(shape.row, at + 1), content, "before")


def _agent(row: tuple[Item, ...], at: int) -> int | None:
    """Index of the "by" behind the verb that names who speaks; one behind an infinitive is the infinitive's."""
    for k in range(at + 1, min(len(row), at + AGENT_REACH)):
        if row[k].lower == "by":
            return k
        if row[k].lower == "to":
            return None
    return None


def _says(row: tuple[Item, ...], at: int, verb: CueVerb, subject: Subject, *, by: bool, that: bool) -> bool:
    """Whether the passive tells words: by its verb and what follows, and not of the writer himself."""
    writer = subject.first <= subject.last and row[subject.last].lower in FIRST_PERSON
    if writer and verb.lemma not in ("tell", "inform", "assure"):
        return False
    if verb.lemma == "suppose" and not _supposition(row, at):
        return False
    unreal = subject.infinitive or any(item.lower in UNREAL for item in row[subject.verb_start : at])
    if unreal and not by and not that:
        return False
    after = row[at + 1].lower if at + 1 < len(row) else ""
    opens = after in ("to", "of", "as", "that") or that
    hedged = verb.lemma in word_class("hedged_passives") and opens
    return hedged or (by and (that or verb.lemma in _BLAME or bool({"a", "x"} & set(verb.flags)))) or that


def _around(shape: Shape, be: int, last: int, subject: Subject, *, named: bool) -> tuple[Span, ...]:
    """What is said of the passive's subject: with it in one piece, or, where its speaker is named, on both sides of

    "was accused by Y". In a relative clause it begins with the pronoun, and ends with the clause.
    """
    row = shape.row
    relative = be > 0 and subject.relative and row[subject.verb_start - 1].lower in _RELATIVES
    begin = shape.start
    if relative and be > 1 and row[subject.verb_start - 2].text == ",":
        begin = row[subject.verb_start - 1].start
    elif subject.first <= subject.last:
        begin = row[subject.first].start
    end = relative_end(shape, subject) if relative else shape.end
    if not relative and 0 < subject.first <= subject.last and row[subject.first].lower == "whose":
        end = next((item.start for item in row[be:] if item.text == ","), shape.end)
    if not named:
        return (trimmed(shape, begin, end),)
    head = trimmed(shape, begin, row[be].start)
    rest = last + 1
    if rest < len(row) and row[rest].lower in _COMPLEMENTS and row[rest].start < end:
        return head, trimmed(shape, row[rest].start, end)
    return (head,)


def _inserted(shape: Shape, at: int, subject: Subject) -> Attribution | None:
    """ "P, we are told" and "P, it is said, Q": hearsay of nobody, set off by commas."""
    row = shape.row
    told = subject.first == subject.last and row[subject.last].lower in ("we", "it", "i")
    if not told or not touches_content(shape, subject.first):
        return None
    if not (at + 1 >= len(row) or row[at + 1].start >= shape.end or row[at + 1].text == ","):
        return None
    content, position = content_around(shape, subject.first, at + 1)
    cue = (row[subject.verb_start].start, row[at].end)
    return Attribution(cue, "hedge", None, None, content, position) if content else None


def _supposition(row: tuple[Item, ...], at: int) -> bool:
    """Whether "supposed" is somebody's supposition ("supposed to have fled") and no duty ("supposed to close")."""
    return at + 2 < len(row) and row[at + 1].lower == "to" and row[at + 2].lower == "have"
