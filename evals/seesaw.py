"""Who criticises or supports whom: `python -m evals.seesaw [--split train|valid]`.

Sentences of SEESAW (Zhang et al. 2022) whose annotators named, of a list of entities of the article, who is for or
against whom. Each of our stances is tied to the list by its names, or the words of what has none; both ends must be on
it ("Author" and "None" is the writer). What the annotators gave with "Not in the list" for an end is left out, of ours
and of theirs: it cannot be tied to anybody. Precision, recall and F1 over (sentence, holder, target, sign), all
sentences counted, where several annotators read an article whatever one of them gave, on `valid`, on which nothing was
tuned. The baseline takes the two listed names of a sentence that stand nearest to each other, the first against the
second. The set is measured with and never trained on: its licence is non-commercial.

The measure was mended in 2026, for the baseline as for us. It had wanted what is "Not in the list", which nothing could
give; it could not tie what the list calls by another form than the text ("Republicans", "GOP": "Republican Party";
initials; no capitals), and tied "Bill Brandt" to "Hilda Brandt"; and it made of every sentence a paragraph, so that
nobody spoke in the further sentences of a quotation. Where two people labelled one article of `valid`, they agree at
F1 .58 (.66 where both ends are on the list and the holder is not the writer).
"""

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from alteram.model.articles import Span
from alteram.text.attribution import read
from alteram.text.lexicon import words
from alteram.text.names import names, surname
from alteram.text.people.name_kinds import given_names
from alteram.text.sentences import canonical
from alteram.text.views.stances import stances
from evals import SHARED, data_digest, missed

SEESAW = SHARED / "narratives" / "seesaw.jsonl.gz"
WRITER = "the writer"
UNLISTED = "Not in the list"
_WRITERS = frozenset(("Author", "None", "author"))
_RARE = re.compile(r"\b(?!(?:the|of|an?|and|for|in|on|to|president|department|party|house|senate|united|states)\b)\w+")
_CANONICAL = {
    "gop": "republican party",
    "g.o.p": "republican party",
    "dems": "democratic party",
    "obamacare": "affordable care act",
    "aca": "affordable care act",
    "u.s": "united states",
    "u.s.": "united states",
    "america": "united states",
}
STEM = 4
"""Least letters of a stem before an ending."""
_ENDING = re.compile(r"a?(?:n|an|ian|ns|ans|ians|i|is|ish|ese|ic|ist|ists|er)?")
LEAST_SHARE = 0.5
"""Share of the telling words of a phrase that an entity has to have."""
QUOTED = 6
"""Most sentences that a quotation without an end is taken to run over."""
PERSON_WORDS = 3
"""Most words of a person's name."""
Triple = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One sentence with its place in the text, the entities of its article, and the labels."""

    article: str
    text: str
    span: Span
    entities: tuple[str, ...]
    gold: frozenset[Triple]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over all sentences."""

    right: int
    told: int
    wanted: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(1, self.told + self.wanted)


def labelled(split: str) -> Iterator[Labelled]:
    """Every sentence of a split, each as a paragraph of its own, since the set keeps no paragraphs."""
    for line in gzip.decompress(SEESAW.read_bytes()).decode("utf-8").splitlines():
        story = json.loads(line)
        if story["split"] == split:
            for article in story["articles"]:
                yield from _of_article(article)


def _of_article(article: dict[str, Any]) -> Iterator[Labelled]:
    told = [" ".join(one.split()) for one in article["sentences"]]
    text = canonical(article["title"], _paragraphs(told))
    entities = tuple(dict.fromkeys(one[0] for one in article["entities"]))
    at = 0
    for number, sentence in enumerate(told):
        start = text.find(sentence, at)
        if start < 0:
            continue
        at = start + len(sentence)
        gold = frozenset(_triples(article["stances"].get(str(number), [])))
        yield Labelled(article["url"], text, (start, at), entities, gold)


def _paragraphs(told: list[str]) -> list[str]:
    """The sentences as paragraphs, each one of its own, but those over which one quotation runs together in one."""
    found: list[str] = []
    reach = 0
    for sentence in told:
        if reach and found:
            found[-1] = f"{found[-1]} {sentence}"
        else:
            found.append(sentence)
        curly = found[-1].count("“") > found[-1].count("”")
        reach = reach + 1 if (curly or found[-1].count('"') % 2) and reach < QUOTED else 0
    return found


def _triples(rows: list[dict[str, Any]]) -> Iterator[Triple]:
    """The labels whose ends are both on the list, or the writer."""
    for row in rows:
        holder = WRITER if row["subject"] in _WRITERS else row["subject"]
        if UNLISTED not in (holder, row["object"]):
            yield holder, row["object"], 1 if row["sentiment"] == "POS" else -1


def linked(phrase: str, entities: tuple[str, ...]) -> str | None:
    """The listed entity that words name: the one that shares most telling words with them, by share of both.

    Of a person the last name has to be among them, and the first name one of the same gender ("Bill Brandt" may be
    "Billy Brandt", but is no "Hilda Brandt"). Capitals do not count, nor do endings of plural, possessive and
    nation ("Norvanian", "Norvania"). Initials name what they stand for.
    """
    plain = _plain(phrase)
    own = _telling(plain)
    worths = [_likeness(plain, own, entity) for entity in entities]
    best = max(worths, default=0.0)
    return entities[worths.index(best)] if best else None


@lru_cache(maxsize=65536)
def _plain(phrase: str) -> str:
    """Words in lower case without endings of possession, by the name that the set gives to what has several."""
    lower = [re.sub(r"'s?$", "", word) for word in phrase.lower().replace("’", "'").split()]
    return " ".join(_CANONICAL.get(word, word) for word in lower).strip(" '.,")


@lru_cache(maxsize=65536)
def _telling(plain: str) -> tuple[str, ...]:
    """The words of a name that tell it from others, without a plural's "s"."""
    return tuple(dict.fromkeys(word.rstrip("s") for word in _RARE.findall(plain)))


def _likeness(plain: str, own: tuple[str, ...], entity: str) -> float:
    """How well words name an entity: 3 for its name, up to 2 for words of it, 0 where they name another."""
    whole = _plain(entity)
    if plain == whole:
        return 3.0
    initials = "".join(word[0] for word in whole.split() if word not in ("of", "and", "the"))
    if len(plain) > 2 and initials.endswith(plain.replace(".", "")):
        return 2.5
    theirs = _telling(whole)
    shared = [(a, b) for a in own for b in theirs if _same(a, b)]
    if not shared or (_is_person(entity) and not _fits(plain, entity, {b for _, b in shared})):
        return 0.0
    part = len({a for a, _ in shared}) / len(own)
    return len({b for _, b in shared}) / len(theirs) + part if part >= LEAST_SHARE else 0.0


def _same(one: str, other: str) -> bool:
    """Whether two words are one but for an ending ("democrat", "democratic"; "norvania", "norvanian")."""
    short, long = sorted((one, other), key=len)
    stem = short.rstrip("a")
    return short == long or (
        len(stem) >= STEM and long.startswith(stem) and _ENDING.fullmatch(long, len(stem)) is not None
    )


def _is_person(entity: str) -> bool:
    """Whether an entity is written like a person's name: two or three words with capitals, no word of a body."""
    parts = entity.split()
    return 1 < len(parts) <= PERSON_WORDS and all(
        part[0].isupper() and part.lower() not in words("organisation_words") and _RARE.match(part.lower())
        for part in parts
    )


def _fits(plain: str, entity: str, shared: set[str]) -> bool:
    """Whether words have the last name of a person, and no other's first name before it."""
    last = surname(entity).lower().rstrip("s")
    if last not in shared:
        return False
    before = re.search(rf"(\w+)(?: \w\.?)? {re.escape(last)}", plain)
    first, theirs = before[1].capitalize() if before is not None else "", entity.split(maxsplit=1)[0].capitalize()
    return first not in given_names() or given_names()[first] == given_names().get(theirs, "")


def told(one: Labelled) -> frozenset[Triple]:
    """The stances that are read in a sentence, tied to the list."""
    found = set()
    for reading in read(one.text).sentences:
        if reading.span[0] < one.span[1] and one.span[0] < reading.span[1]:
            for stance in stances(one.text, reading):
                holder = WRITER if stance.holder is None else linked(one.text[slice(*stance.holder)], one.entities)
                target = linked(one.text[slice(*stance.target)], one.entities)
                if holder is not None and target is not None and holder != target:
                    found.add((holder, target, stance.sign))
    return frozenset(found)


def nearest(one: Labelled) -> frozenset[Triple]:
    """The baseline: of the two listed names that stand nearest, the first is against the second."""
    named = [(name.start, linked(name.text, one.entities)) for name in names(one.text, *one.span)]
    known = [(start, entity) for start, entity in named if entity is not None]
    pairs = [(b[0] - a[0], a[1], b[1]) for a, b in pairwise(known) if a[1] != b[1]]
    return frozenset((holder, target, -1) for _, holder, target in sorted(pairs)[:1])


def score(pairs: list[tuple[frozenset[Triple], frozenset[Triple]]]) -> Score:
    """What is told against what is wanted."""
    return Score(
        sum(len(found & gold) for found, gold in pairs),
        sum(len(found) for found, _ in pairs),
        sum(len(gold) for _, gold in pairs),
    )


def _line(name: str, one: Score) -> str:
    precision, recall = one.right / max(1, one.told), one.right / max(1, one.wanted)
    counts = f"{one.right} right, {one.told} told, {one.wanted} wanted"
    return f"{name:22} P {precision:.3f} R {recall:.3f} F1 {one.f1:.3f} ({counts})"


def main() -> int:
    """Prints both figures; 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", default="valid", choices=("train", "valid"))
    options = parser.parse_args()
    if not SHARED.is_dir():
        print("the research data is not beside this checkout", file=sys.stderr)
        return 2
    sentences = list(labelled(options.split))
    ours = score([(told(one), one.gold) for one in sentences])
    base = score([(nearest(one), one.gold) for one in sentences])
    signs = Counter(sign for one in sentences for _, _, sign in one.gold)
    print(f"{len(sentences)} sentences of {options.split}, {signs[-1]} stances against and {signs[1]} for")
    print(_line("stances", ours))
    print(_line("nearest two names", base))
    print(f"{'above the baseline':22} {ours.f1 - base.f1:+.3f}")
    if options.split != "valid":
        return 0
    problems = missed("seesaw", {"f1_above_baseline": ours.f1 - base.f1}, {"seesaw": data_digest([SEESAW])})
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
