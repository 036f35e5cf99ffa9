"""Attribution by a verb: "police said P", "P, police said", "said the minister", "P, he said, Q", "it is believed"."""

from alteram.model.articles import Span
from alteram.text.cue_verbs import CueClass, CueVerb, cue_forms
from alteram.text.cues import (
    ADJUNCT_STARTS,
    AUXILIARIES,
    BE,
    BOUNDARIES,
    COMMON_VERBS,
    DETERMINERS,
    FIRST_PERSON,
    MAX_PHRASE,
    PRONOUNS,
    TIME_WORDS,
    Attribution,
    Item,
    Position,
    Shape,
    Subject,
    is_noun,
    subject_of,
)
from alteram.text.hearers import HEARER_VERBS, carrier, hearer_end
from alteram.text.lexicon import word_class, words

_BLAME = frozenset(
    ["accuse", "blame", "charge", "condemn", "criticise", "criticize", "denounce", "describe", "quote", "cite", "call"]
)


def _contact(shape: Shape, at: int) -> bool:
    """Whether something that can be content ends directly before item `at`: a quotation, or words and a comma."""
    if at <= 0:
        return False
    item = shape.row[at - 1]
    return item.quote or (item.text in (",", "—", "–", "-", "…") and at > 1)


def _adjunct_only(shape: Shape, at: int) -> tuple[bool, int]:
    """Whether only adjuncts follow until the sentence ends or a comma or quotation comes; and where that is."""
    row = shape.row
    k = at
    while k < len(row) and row[k].start < shape.end:
        item = row[k]
        if item.quote or item.text in (",", ";", ":", "—", "–", "…") or item.text in (".", "?", "!"):
            return True, k
        if k == at and item.lower not in ADJUNCT_STARTS and not item.lower.endswith("ly"):
            return False, k
        if item.lower == "that" and k > at:
            return False, k
        k += 1
    return True, k


def _that(shape: Shape, at: int) -> int | None:
    """Index of the "that" (or "whether", "how", "why") that opens the content, looking past hearer and adjuncts."""
    row = shape.row
    for k in range(at, min(len(row), at + 16)):
        if row[k].quote or row[k].text in (";", ":", ".", "—"):
            return None
        if row[k].lower in ("that", "whether"):
            demonstrative = k == at and k + 1 < len(row) and row[k + 1].lower in AUXILIARIES
            return None if demonstrative else k
        if k > at and row[k].lower in COMMON_VERBS:
            return None
    return None


def _touches_quote(shape: Shape, at: int) -> bool:
    """Whether a quotation or a colon follows item `at` with nothing but a hearer or an adjunct between."""
    row = shape.row
    for k in range(at, min(len(row), at + 12)):
        if row[k].quote or row[k].text == ":":
            return True
        if row[k].text in (";", ".") or row[k].lower in AUXILIARIES:
            return False
    return False


def _source(shape: Shape, first: int, last: int) -> Span | None:
    if first > last or first < 0:
        return None
    start, end = shape.row[first].start, shape.row[last].end
    while end > start and not shape.text[end - 1].isalnum() and shape.text[end - 1] not in "”\"’').":
        end -= 1
    while start < end and not shape.text[start].isalnum() and shape.text[start] not in "“\"‘'":
        start += 1
    return (start, end) if start < end else None


def _inverted_source(shape: Shape, at: int) -> tuple[int, int]:
    """Items of the noun phrase that follows an inverted verb ("said the minister of trade")."""
    row = shape.row
    k = at
    while k < len(row) and row[k].start < shape.end:
        item = row[k]
        if item.quote or item.text in BOUNDARIES or item.text in ".?!":
            break
        if k > at and (
            item.lower in word_class("after_source") or item.lower in AUXILIARIES or item.lower in TIME_WORDS
        ):
            break
        k += 1
    return at, k - 1


def verb_attributions(text: str, row: tuple[Item, ...], start: int, end: int, title: bool) -> list[Attribution]:
    """Attributions by a verb in the sentence `row`, which spans `start` to `end` (without its final mark), in order.

    In a title capitals say nothing; elsewhere a capitalised word inside a sentence is no verb.
    """
    shape = Shape(text, row, start, end)
    forms = cue_forms()
    found: list[Attribution] = []
    for at, item in enumerate(row):
        verb = forms.get(item.lower)
        if verb is None or item.quote or is_noun(row, at, verb) or (item.text[0].isupper() and at and not title):
            continue
        attribution = _attribution(shape, at, verb)
        if attribution is not None:
            found.append(attribution)
    return found


def _attribution(shape: Shape, at: int, verb: CueVerb) -> Attribution | None:
    row = shape.row
    subject = subject_of(row, at, verb)
    if subject.passive:
        return _passive(shape, at, verb, subject)
    if _is_inverted(shape, at, verb):
        return _inverted(shape, at, verb)
    if not _can_speak(shape, at, verb, subject):
        return None
    kind = _kind(verb, subject)
    position, content = _content(shape, at, verb, subject)
    if not content and shape.text[shape.end - 1 : shape.end] != ":":
        return None
    source = _subject_source(shape, at, verb, subject)
    return Attribution((row[at].start, row[at].end), kind, source, carrier(shape.row, at + 1), content, position)


def _kind(verb: CueVerb, subject: Subject) -> CueClass:
    return "deny" if subject.negated else verb.kind


def _is_inverted(shape: Shape, at: int, verb: CueVerb) -> bool:
    if "i" not in verb.flags or not verb.forms & {"past", "third"} or at + 1 >= len(shape.row):
        return False
    after = shape.row[at + 1]
    if (
        after.lower in TIME_WORDS
        or after.quote
        or after.text in BOUNDARIES
        or after.lower in ("that", "to", "it")
        or after.text in ".?!"
    ):
        return False
    if at == 0:
        return any(item.text == ":" for item in shape.row[1:14]) and after.lower not in FIRST_PERSON
    if shape.row[at - 1].quote:
        return not (after.lower in PRONOUNS and at + 2 < len(shape.row) and shape.row[at + 2].lower in AUXILIARIES)
    if not _contact(shape, at):
        return False
    first, last = _inverted_source(shape, at + 1)
    nominal = after.text[0].isupper() or after.lower in DETERMINERS or after.lower in words("source_nouns")
    closes = last + 1 >= len(shape.row) or shape.row[last + 1].start >= shape.end or not _has_verb(shape, last + 1)
    return first <= last and (nominal or after.lower in PRONOUNS) and closes


def _has_verb(shape: Shape, at: int) -> bool:
    for item in shape.row[at:]:
        if item.quote or item.text in (",", ";", ".", ":"):
            return False
        if item.lower in AUXILIARIES:
            return True
    return False


def _inverted(shape: Shape, at: int, verb: CueVerb) -> Attribution | None:
    row = shape.row
    first, last = _inverted_source(shape, at + 1)
    if first <= last and row[first].lower in FIRST_PERSON:
        return None
    content, position = _around(shape, at, last + 1)
    if not content:
        return None
    source = _source(shape, first, last)
    return Attribution((row[at].start, row[at].end), verb.kind, source, carrier(shape.row, last + 1), content, position)


def _around(shape: Shape, first: int, after: int) -> tuple[tuple[Span, ...], Position]:
    """Content on both sides of an inserted cue group that covers items `first` up to (not including) `after`."""
    row = shape.row
    content: list[Span] = []
    before_end = row[first - 1].end if first and row[first - 1].quote else row[max(0, first - 1)].start
    if first and shape.start < before_end:
        content.append(_clean(shape, shape.start, before_end))
    _, stop = _adjunct_only(shape, after)
    rest = stop + 1 if stop < len(row) and row[stop].text in (",", ":", ";", "—", "–") else stop
    position: Position = "after"
    if rest < len(row) and row[rest].start < shape.end:
        content.append(_clean(shape, row[rest].start, shape.end))
        position = "middle" if first else "before"
    return tuple(span for span in content if span[0] < span[1]), position


def _clean(shape: Shape, start: int, end: int) -> Span:
    while end > start and shape.text[end - 1] in " ,;:—–-":
        end -= 1
    while start < end and shape.text[start] in " ,;:—–-":
        start += 1
    return start, end


def _can_speak(shape: Shape, at: int, verb: CueVerb, subject: Subject) -> bool:
    """Whether the verb has a speaker and takes content here, as its flags ask."""
    row = shape.row
    named = subject.first <= subject.last
    if named and row[subject.last].lower in FIRST_PERSON and subject.last - subject.first < 2:
        return False
    if not named and "ing" not in verb.forms and not subject.infinitive and not _contact(shape, subject.verb_start):
        return False
    if row[at].lower == "read" and not _touches_quote(shape, at + 1):
        return False
    after = _after_hearer(shape, at, verb)
    strong = _that(shape, at + 1) is not None or _touches_quote(shape, after) or _trails(shape, at, subject)
    if row[max(0, subject.verb_start - 1)].lower in ("worth", "without") and subject.verb_start:
        return False
    if strong:
        return True
    if "v" in verb.flags and after < len(row) and row[after].lower == "to":
        return True
    if subject.infinitive and not named:
        return False
    if after >= len(row) or row[after].start >= shape.end:
        return False
    return bool(set("fxao") & set(verb.flags))


def _after_hearer(shape: Shape, at: int, verb: CueVerb) -> int:
    return hearer_end(shape.row, at + 1) if set("oa") & set(verb.flags) else at + 1


def _takes_hearer(shape: Shape, at: int) -> bool:
    verb = cue_forms().get(shape.row[at].lower)
    return verb is not None and (verb.lemma in HEARER_VERBS or verb.lemma == "warn")


def _trails(shape: Shape, at: int, subject: Subject) -> bool:
    """Whether the cue group follows its content ("P, police said on Tuesday", "'Q' he said")."""
    if subject.first > subject.last or subject.relative:
        return False
    first = subject.first
    if not _contact(shape, first):
        return False
    hearer = hearer_end(shape.row, at + 1) if _takes_hearer(shape, at) else at + 1
    only, stop = _adjunct_only(shape, hearer)
    if not only:
        return False
    ends = stop >= len(shape.row) or shape.row[stop].start >= shape.end
    return ends or shape.row[first - 1].quote or shape.row[stop].quote or _clause_before(shape, first)


def _clause_before(shape: Shape, first: int) -> bool:
    """Whether what stands before item `first` is a clause and not an opening phrase ("On Tuesday, ...")."""
    before = shape.row[: max(0, first - 1)]
    if not before:
        return False
    verbs = any(item.lower in AUXILIARIES or (item.lower.endswith("ed") and k) for k, item in enumerate(before))
    opening = before[0].lower in (
        "in",
        "on",
        "at",
        "after",
        "before",
        "during",
        "when",
        "while",
        "as",
        "if",
        "since",
        "for",
        "with",
    )
    return len(before) >= 2 and (verbs or not opening) and not (opening and not verbs)


def _content(shape: Shape, at: int, verb: CueVerb, subject: Subject) -> tuple[Position, tuple[Span, ...]]:
    row = shape.row
    if subject.first <= subject.last and row[max(0, subject.first - 1)].lower == "as" and subject.first:
        after = row[at].end
        parts = (_clean(shape, shape.start, row[subject.first - 1].start), _clean(shape, after, shape.end))
        return ("after" if parts[0][0] < parts[0][1] else "before"), tuple(part for part in parts if part[0] < part[1])
    if _trails(shape, at, subject):
        hearer = hearer_end(shape.row, at + 1) if _takes_hearer(shape, at) else at + 1
        content, position = _around(shape, subject.first, hearer)
        return position, content
    that = _that(shape, at + 1)
    if that is not None:
        begin = row[that].end if row[that].lower == "that" else row[that].start
        return "before", (_clean(shape, begin, _scope_end(shape, subject)),)
    after = _after_hearer(shape, at, verb) if verb.lemma in HEARER_VERBS else at + 1
    if after < len(row) and row[after].text in (":", ","):
        after += 1
    if after >= len(row):
        return "before", ()
    span = _clean(shape, row[after].start, _scope_end(shape, subject))
    return "before", ((span,) if span[0] < span[1] else ())


def _scope_end(shape: Shape, subject: Subject) -> int:
    """Where the content of a leading cue ends: with the sentence, or with the aside that a relative cue stands in."""
    if not subject.relative or subject.verb_start < 2 or shape.row[subject.verb_start - 2].text != ",":
        return shape.end
    for item in shape.row[subject.verb_start :]:
        if item.text == ",":
            return item.start
    return shape.end


def _subject_source(shape: Shape, at: int, verb: CueVerb, subject: Subject) -> Span | None:
    row = shape.row
    if subject.first <= subject.last:
        return None if subject.infinitive else _source(shape, subject.first, subject.last)
    if "ing" in verb.forms or subject.infinitive or row[max(0, subject.verb_start - 1)].lower == "and":
        return lead_subject(shape, at)
    return None


def lead_subject(shape: Shape, at: int) -> Span | None:
    """The subject of the nearest finite verb before item `at`: who does what a participle goes on to tell."""
    row = shape.row
    for k in range(at - 1, max(0, at - MAX_PHRASE), -1):
        cue = cue_forms().get(row[k].lower)
        finite = row[k].lower in AUXILIARIES - {"be", "been", "being"} or row[k].lower in words("past_verbs")
        if (
            finite
            or (cue is not None and "past" in cue.forms)
            or (row[k].lower.endswith("ed") and row[k].text.islower())
        ):
            verb = cue or CueVerb("", "say", "", frozenset(("past",)))
            subject = subject_of(row, k, verb)
            if subject.first <= subject.last and not row[subject.first].quote:
                return _source(shape, subject.first, subject.last)
    return None


def _passive(shape: Shape, at: int, verb: CueVerb, subject: Subject) -> Attribution | None:
    """ "It is believed that P", "X was told that P", "X is said to have", "X was accused by Y of P"."""
    row = shape.row
    after = row[at + 1].lower if at + 1 < len(row) else ""
    by = next((k for k in range(at + 1, min(len(row), at + 8)) if row[k].lower == "by"), None)
    that = _that(shape, at + 1)
    opens = after in ("to", "of", "as", "that") or that is not None
    if not (
        (verb.lemma in word_class("hedged_passives") and opens)
        or (by is not None and (that is not None or verb.lemma in _BLAME))
        or that
    ):
        return None
    source = None
    if by is not None:
        first, last = _inverted_source(shape, by + 1)
        source = _source(shape, first, last)
    begin = row[that].end if that is not None else shape.start
    content = _clean(shape, begin, shape.end)
    if content[0] >= content[1]:
        return None
    kind: CueClass = "deny" if subject.negated else ("hedge" if source is None and verb.kind != "deny" else verb.kind)
    be = next((k for k in range(subject.verb_start, at) if row[k].lower in BE), at)
    return Attribution((row[be].start, row[at].end), kind, source, carrier(shape.row, at + 1), (content,), "before")
