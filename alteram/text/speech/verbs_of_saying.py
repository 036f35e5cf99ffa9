"""Attribution by a verb: "police said P", "P, police said", "said the minister", "P, he said, Q", "it is believed"."""

from alteram.model.articles import Span
from alteram.text.grammar.verbs import is_verb
from alteram.text.lexicon import word_class, words
from alteram.text.speech.complements import as_complement, bare_clause
from alteram.text.speech.cue_verbs import CueClass, CueVerb, cue_forms
from alteram.text.speech.cues import (
    ADVERBS,
    AUXILIARIES,
    BOUNDARIES,
    DETERMINERS,
    FIRST_PERSON,
    PRONOUNS,
    SUBJECT_PRONOUNS,
    TIME_WORDS,
    UNREAL,
    Attribution,
    Item,
    Shape,
    Subject,
    apposition_start,
    is_adjectival,
    subject_of,
)
from alteram.text.speech.hearers import carrier, topic_start
from alteram.text.speech.noun_or_verb import is_nominal
from alteram.text.speech.passives import passive_attribution
from alteram.text.speech.scopes import (
    after_hearer,
    content_around,
    content_of,
    inverted_source,
    source_span,
    that_clause,
    touches_quote,
    trails,
)
from alteram.text.speech.subjects import lead_subject, subject_of_lead
from alteram.text.speech.touching import touches_content

_ASIDE_OPENINGS = frozenset(["a", "an", "the", "who", "which", "whose"])
_NO_OBJECT = frozenset(["and", "or", "but", "than", "as", "when", "while", "because"])
_OBJECTS = frozenset(["him", "her", "them", "me", "us", "you", "it", "whom"])
_CALL_PARTICLES = frozenset(["in", "into", "off", "up", "back", "out", "at", "by"])


def verb_attributions(text: str, row: tuple[Item, ...], start: int, end: int, title: bool) -> list[Attribution]:
    """Attributions by a verb in the sentence `row`, which spans `start` to `end` (without its final mark), in order.

    In a title capitals say nothing; elsewhere a capitalised word inside a sentence is no verb.
    """
    shape = Shape(text, row, start, end)
    forms = cue_forms()
    found: list[Attribution] = []
    for at, item in enumerate(row):
        verb = forms.get(item.lower)
        if (
            verb is None
            or item.quote
            or is_nominal(row, at, verb)
            or is_adjectival(row, at, verb)
            or (item.text[0].isupper() and at and not title)
        ):
            continue
        attribution = _attribution(shape, at, verb)
        if attribution is not None:
            found.append(attribution)
    return found


def _attribution(shape: Shape, at: int, verb: CueVerb) -> Attribution | None:
    row = shape.row
    subject = subject_of_lead(row, subject_of(row, at, verb), verb)
    if subject.passive or _by_agent(row, at, verb):
        return passive_attribution(shape, at, verb, subject)
    if _is_inverted(shape, at, verb):
        return _inverted(shape, at, verb)
    if not _can_speak(shape, at, verb, subject):
        return None
    if subject.negated and not _says_clause(shape, at, verb, subject):
        return None
    kind = _kind(verb, subject)
    position, content = content_of(shape, at, verb, subject)
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
    if not touches_content(shape, at) or _behind_aside(shape.row, at):
        return False
    first, last = inverted_source(shape, at + 1)
    nominal = after.text[0].isupper() or after.lower in words("source_nouns") or _is_speaker(shape, first, last)
    closes = last + 1 >= len(shape.row) or shape.row[last + 1].start >= shape.end or not _has_verb(shape, last + 1)
    return first <= last and (nominal or after.lower in PRONOUNS) and closes


def _behind_aside(row: tuple[Item, ...], at: int) -> bool:
    """Whether the comma before the verb closes an aside to its subject ("Ann Pell, a clerk, said the road ...")."""
    opened = apposition_start(row, at - 1) if row[at - 1].text == "," else None
    if opened is None or any(is_verb(item) for item in row[:opened]):
        return False
    opening = row[opened + 1].lower
    return opening in _ASIDE_OPENINGS or not any(is_verb(item) for item in row[opened + 1 : at])


def _is_speaker(shape: Shape, first: int, last: int) -> bool:
    """Whether a noun phrase with a determiner is one that can speak: its head, or a name in it, is a person or body."""
    row = shape.row
    if row[first].lower not in DETERMINERS:
        return False
    of = next((k for k in range(first, last + 1) if row[k].lower in words("prepositions")), last + 1)
    return any(item.lower in words("source_nouns") or item.text[0].isupper() for item in row[first + 1 : of])


def _has_verb(shape: Shape, at: int) -> bool:
    for item in shape.row[at:]:
        if item.quote or item.text in (",", ";", ".", ":"):
            return False
        if item.lower in AUXILIARIES:
            return True
    return False


def _inverted(shape: Shape, at: int, verb: CueVerb) -> Attribution | None:
    row = shape.row
    first, last = inverted_source(shape, at + 1)
    if first <= last and row[first].lower in FIRST_PERSON:
        return None
    content, position = content_around(shape, at, last + 1, inverted=True)
    if not content:
        return None
    source = source_span(shape, first, last)
    return Attribution((row[at].start, row[at].end), verb.kind, source, carrier(shape.row, last + 1), content, position)


def _can_speak(shape: Shape, at: int, verb: CueVerb, subject: Subject) -> bool:
    """Whether the verb has a speaker and takes content here, as its flags ask."""
    row = shape.row
    named = subject.first <= subject.last
    if named and row[subject.last].lower in FIRST_PERSON and subject.last - subject.first < 2:
        return False
    if not named and "ing" not in verb.forms and not subject.infinitive and not _carried_on(shape, at, subject):
        return False
    if row[at].lower == "read" and not touches_quote(shape, at + 1):
        return False
    if row[max(0, subject.verb_start - 1)].lower in ("worth", "without", "let's") and subject.verb_start:
        return False
    after = after_hearer(shape, at, verb)
    if _participle(row, at, verb) or _particle(row, at, verb):
        return False
    modal = any(item.lower in UNREAL for item in row[subject.verb_start : at])
    near = not {"f", "a", "x", "o"} & set(verb.flags)
    if that_clause(shape, at + 1, verb) is not None or touches_quote(shape, after, near=near):
        return not (subject.infinitive and modal)
    if trails(shape, at, verb, subject) or _as_clause(shape, at, subject) or _pronoun_clause(row, at):
        return True
    if "v" in verb.flags and _infinitive(row, at + 1):
        return not (subject.infinitive or modal)
    if (subject.infinitive and not named) or at + 1 >= len(row) or row[at + 1].start >= shape.end:
        return False
    if (after >= len(row) or row[after].start >= shape.end) and (
        verb.lemma == "call" or not {"a", "x"} & set(verb.flags)
    ):
        return False
    if row[at + 1].text == ",":
        return False
    following = row[at + 1].lower
    if verb.lemma in word_class("as_verbs") and as_complement(row, at) is not None:
        return not (modal or subject.infinitive)
    if "f" in verb.flags or topic_start(row, at, verb) is not None:
        return not (modal and "f" not in verb.flags)
    shows = verb.lemma in word_class("showing") and _is_document(row, subject)
    if not (shows or set("xao") & set(verb.flags)) or modal or subject.infinitive:
        return False
    return following not in _NO_OBJECT and (verb.lemma == "call" or following not in words("prepositions"))


def _says_clause(shape: Shape, at: int, verb: CueVerb, subject: Subject) -> bool:
    """Whether a verb has a clause, an infinitive or a quotation as its content, and not only a noun phrase.

    That somebody did not speak of something ("has not mentioned it", "declined to comment on it") is nobody's words.
    """
    if that_clause(shape, at + 1, verb) is not None or trails(shape, at, verb, subject):
        return True
    if touches_quote(shape, at + 1, near=True) or "f" in verb.flags or "v" in verb.flags:
        return True
    return verb.kind == "deny"


def _is_document(row: tuple[Item, ...], subject: Subject) -> bool:
    """Whether a text or data speak ("a poll", "court records"): what they show is their word, not the outlet's."""
    return any(item.lower in word_class("documents") for item in row[max(0, subject.first) : subject.last + 1])


def _as_clause(shape: Shape, at: int, subject: Subject) -> bool:
    """Whether the cue is an aside with "as" ("P, as the mayor pointed out, Q")."""
    row = shape.row
    opens = 0 < subject.first <= subject.last and row[subject.first - 1].lower == "as"
    joined = subject.first == 2 and row[0].lower in ("but", "and")
    if not opens or not (subject.first == 1 or joined or row[subject.first - 2].text in BOUNDARIES):
        return False
    after = at + 2 if at + 1 < len(row) and row[at + 1].lower == "out" else at + 1
    return after >= len(row) or row[after].start >= shape.end or row[after].text in BOUNDARIES


def _pronoun_clause(row: tuple[Item, ...], at: int) -> bool:
    """Whether a clause without "that" follows ("complained they were late", "found the pier was unsafe")."""
    if bare_clause(row, at):
        return True
    return (
        at + 2 < len(row)
        and row[at + 1].lower in SUBJECT_PRONOUNS
        and (row[at + 2].lower in AUXILIARIES or row[at + 2].lower in words("past_verbs") or row[at + 1].lower != "it")
    )


def _infinitive(row: tuple[Item, ...], at: int) -> bool:
    """Whether an infinitive follows, with or without a subject of its own ("expects prices to fall")."""
    for k in range(at, min(len(row), at + 7)):
        if row[k].lower == "to":
            return k + 1 < len(row) and not (row[k + 1].lower in DETERMINERS or row[k + 1].lower in _OBJECTS)
        if (
            row[k].quote
            or row[k].text in BOUNDARIES
            or row[k].lower in AUXILIARIES
            or row[k].lower in words("prepositions")
        ):
            return False
    return False


def _carried_on(shape: Shape, at: int, subject: Subject) -> bool:
    """Whether a finite verb without a subject of its own goes on with one, or touches a quotation."""
    start = subject.verb_start
    return touches_content(shape, start) and (shape.row[start - 1].quote or touches_quote(shape, at + 1))


def _particle(row: tuple[Item, ...], at: int, verb: CueVerb) -> bool:
    """Whether what follows makes another verb of it ("called off", "reported from the capital")."""
    after = row[at + 1].lower if at + 1 < len(row) else ""
    if verb.lemma == "call":
        return after in _CALL_PARTICLES
    return (verb.lemma == "report" and after in ("from", "for")) or (verb.lemma == "relate" and after == "to")


def _by_agent(row: tuple[Item, ...], at: int, verb: CueVerb) -> bool:
    """Whether a past form without an auxiliary names who spoke behind "by" ("remarks described by some as harsh")."""
    past = verb.forms & {"past", "participle"} and {"a", "x"} & set(verb.flags)
    return bool(past) and at + 1 < len(row) and row[at + 1].lower == "by" and not (at and row[at - 1].quote)


def _participle(row: tuple[Item, ...], at: int, verb: CueVerb) -> bool:
    """Whether a past form without an auxiliary is a passive participle ("people accused of theft", "known as")."""
    if not verb.forms & {"past", "participle"} or at + 1 >= len(row) or (at and row[at - 1].lower in AUXILIARIES):
        return False
    after = row[at + 1].lower
    if verb.lemma == "call" and verb.forms >= {"past"} and _names_a_thing(row, at):
        return True
    if "a" in verb.flags:
        return after in ("of", "as", "by")
    return after in ("as", "by") and not {"f", "i"} & set(verb.flags)


def _names_a_thing(row: tuple[Item, ...], at: int) -> bool:
    """Whether "called" tells the name of the thing before it ("a website called ...") and nobody's opinion of it."""
    k = at - 1
    while k > 0 and (row[k].lower in ADVERBS or row[k].lower == "sometimes"):
        k -= 1
    head = row[k]
    if head.quote or not head.text[0].islower() or head.lower in PRONOUNS or head.text in BOUNDARIES:
        return False
    people = (
        head.lower in words("source_nouns") or head.lower in word_class("documents") or head.lower in words("groups")
    )
    return (
        not people
        and head.lower not in DETERMINERS | {"and", "but"}
        and not head.lower.endswith(("s", "er", "or", "ist"))
    )


def _subject_source(shape: Shape, at: int, verb: CueVerb, subject: Subject) -> Span | None:
    row = shape.row
    if subject.first <= subject.last:
        return None if subject.infinitive else source_span(shape, subject.first, subject.last)
    if "ing" in verb.forms or subject.infinitive or row[max(0, subject.verb_start - 1)].lower in ("and", "but"):
        return lead_subject(shape, at)
    return None
