"""Shorter cuts of real sentences by a second splitter: `python -m evals.compressions [--show] [--most N]`.

The gates and the writer share one reading of what may be left out. This is another one, with a few plain rules of its
own over commas and word lists, by grammar and never by what the gates say:

- said: a final ", X said" becomes "According to X, ";
- aside: an apposition or relative clause between the only two commas goes where the clause then goes on with its verb,
  or behind its object with a preposition or conjunction, and where no adverbial opens the sentence;
- opening: a weekday, "In a statement", or the place of a past event goes, where the clause denies, totals and ranks
  nothing. Dates, years, months and "at the time" stay: they set a background apart from the news;
- halves: one of two full clauses goes, the first only where nothing in the second points back into it.

Every negation, hedge, condition, modal and speech verb that it knows stays. A fact of one outlet names it unless its
main verb is one of saying. Sentences that other laws may withhold whole are passed over (`withheld_whole`). Of the
coverage sample, a real week and a share of the corpus 300 such cuts, in order of their digests, are put to the gates as
facts that cite their own sentence: the share that is accepted is printed, and what is refused by rule, gate and reason.

The first form of these rules (2026) made 300 cuts that were read one by one: 74 were unfaithful or no sentence. 53 had
lost the date, year or past time in front, so that background stood as news ("In March, an airliner was hijacked"); 12
had lost as an aside the main clause, a member of a list, or what the words behind it hung on; 3 halves were no clause;
3 openings left a fragment; 2 kept a list mark; 1 had lost the place of a denial ("In X County, no couples have
applied"). The rules above are the mend. `--show` prints what is refused to be read.
"""

import argparse
import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from alteram.language.glue import written as copied
from alteram.language.lexical import LexicalJudge
from alteram.model.articles import Article, Capture, Failure, Span
from alteram.model.briefs import (
    Citation,
    Clause,
    Copied,
    Evidence,
    FieldEvidence,
    Glue,
    Passage,
    Piece,
    RegistryEvidence,
    Sentence,
)
from alteram.model.ids import OriginId, digest_of
from alteram.model.outlets import Registry
from alteram.outlets import load_registry
from alteram.stages.extract import extract_article, resolve
from alteram.stages.ingest import captures
from alteram.stages.origins import trace_origins
from alteram.stages.verify import Finding, Reference, check_sentence
from evals import SHARED, data_digest, missed
from evals.gates import COVERAGE, events

WEEK = SHARED / "coverage" / "week.jsonl.gz"
CORPUS = SHARED / "corpus" / "articles.jsonl.gz"
SHARES = ("0", "1")
"""How the digests of the articles begin that are taken from the corpus."""
MOST = 300
LEAST_WORDS = 7
DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:19|20)\d\d)"
NAME = r"[A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|of|the|de|van|von|bin|al))*"
SOURCE = (
    rf"(?:[Tt]he |[Aa] )?(?:{NAME}|police|officials|prosecutors|investigators|authorities)"
    r"(?: (?:spokesman|spokeswoman|officials?|police))?"
)
SAID_LAST = re.compile(rf"^(?P<p>.+[\w%)]), (?P<x>{SOURCE}) (?:said|says)\.$")
VERB = (
    r"(?:is|are|was|were|has|have|had|will|does|did|says?|made|took|went|came|gave|got|left|began|became|said|told|"
    r"wrote|held|led|won|lost|met|found|fell|rose|ran|set|sent|spoke|stood|[a-z]{3,}ed)"
)
PAST = (
    r"(?:was|were|had|did|made|took|went|came|gave|got|left|began|became|said|told|wrote|held|led|won|lost|met|found|"
    r"fell|rose|ran|sent|spoke|stood|[a-z]{3,}ed)"
)
"""A past event at a place happened; what is or does so there may hold there only."""
GOES_ON = (
    rf"(?:(?:also|then|later|now|still|soon|again|both|[a-z]+ly|(?:on )?{DAY}) )?"
    rf"(?:{VERB}|may|might|can|could|would|should|must)\b"
    r"|(?:in|at|on|to|for|from|after|before|during|since|until|if|when|because|despite|according to)\b"
)
"""What stands behind an aside where the clause goes on: its verb, or a preposition or conjunction after its object."""
ASIDE = re.compile(
    rf"(?<=[\w.’])(?:, (?P<relative>who|which) [^,;:]{{4,90}},|, (?:a|an|the|his|her|its|their) [^,;:]{{4,90}},)"
    rf"(?= (?:{GOES_ON}))"
)
OPENS = re.compile(
    r"(?:In|On|At|By|For|From|To|With|Without|Under|Over|After|Before|During|Since|Until|Despite|Among|Amid|Near|As|"
    r"When|While|Where|If|Because|Although|Though|Once|Unlike|Like|Of|Along|Outside|Inside|Across)\b"
)
"""An opening whose own comma comes first: what stands between the first two commas may be the main clause."""
OPENING = re.compile(
    rf"^(?:(?:Late |Early |Late on |Early on )?(?:On )?{DAY}|(?:Last|This) (?:week|morning|night)|In a statement"
    rf"|In (?!{MONTH}\b)(?P<place>[A-Z][\w’-]+(?: [A-Z][\w’-]+)?)), "
)
WITHIN = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|without|only|all|every|each|any|most|least|first|second|"
    r"third|last|best|worst|both|half|same|however|alone|more|fewer|less|percent|majority|such|[a-z]+est|\d+(?:st|nd|rd|th))\b|n[’']t\b"
)
"""What holds within the time or place of its frame only: denials, totals, ranks and comparisons."""
SUBJECT = (
    r"(?:(?:the|a|an|his|her|its|their|this|that|these|those|some|many|two|three|\d+) "
    r"(?!\w+ (?:who|that|which|later|earlier|ago)\b)[a-z][\w’'-]*(?: [a-z][\w’'-]*)?"
    rf"|{NAME}|it|he|she|they)"
)
HALVES = re.compile(rf"(?P<mark>; |, and )(?={SUBJECT} {VERB}\b)")
POINTS_BACK = re.compile(r"\b(?:it|he|she|they|him|her|his|its|them|their|this|that|those|these)\b", re.IGNORECASE)
GOVERNING = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|hardly|barely|if|unless|provided|whether|until|"
    r"may|might|could|would|should|must|can|shall|ought|allegedly|reportedly|apparently|possibly|probably|perhaps|"
    r"likely|unlikely|alleged|suspected|purported|seems?|appears?|expected|former|formerly|fake|failed|only|almost|"
    r"nearly|about|around|say|says|said|saying|told|tells|according|claim\w*|den(?:y|ied|ies)|argu\w+|suggest\w*|"
    r"believ\w+|think\w*|thought|report\w*|announc\w+|warn\w*|accus\w+|insist\w*|alleg\w+|add(?:ed|s)|writ\w+|wrote|"
    r"tweet\w*|but|although|though|while|because|so that|when|before|after|since|as|that)\b|n[’']t\b",
    re.IGNORECASE,
)
ADDRESSED = re.compile(r"\b(?:I|me|we|my|our|us|you|your)\b", re.IGNORECASE)
SPOKEN = re.compile(
    r"\b(?:say|says|said|told|tells|according to|claim(?:s|ed)|denie[sd]|argue[sd]|announce[sd]|warn(?:s|ed)|added|"
    r"insist(?:s|ed)|allege[sd]|wrote|tweeted|reported|confirmed|acknowledged|stated|explained|noted)\b"
)
ANSWERED = re.compile(
    rf"^(?:(?!\b{VERB}\b).)*\b(?:say|says|said|told|tells)\b|, (?:said|according to)\b|, {SOURCE} said"
)
"""A cut with one of these words says by itself whose word it is; any other names its outlet."""
UNNAMED = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t) (?:also |later |then )?(?:say|says|said|told|tells|claim(?:s|ed)|denie[sd]|"
    r"argue[sd]|announce[sd]|warn(?:s|ed)|added|insist(?:s|ed)|wrote|tweeted|acknowledged|noted|urged|suggested|"
    r"blamed|declined|did not|wants?|wanted|hopes?|hoped|believe[sd]?|thinks?|thought)\b"
)
HARM = re.compile(
    r"\b(?:kill|murder|shot|shoot|gunm[ae]n|bomb|attack|assault|rap(?:e|ist)|abus|molest|arrest|charg|indict|convict|"
    r"sentenc|guilty|prison|jail|inmate|suspect|accus|hostage|naked|ill(?:ness)?\b|sick|virus|covid|infect|diseas|crim|fraud|corrupt|brib|terror|steal|stole|collu|impeach|harass|"
    r"violen|abduct|kidnap|massacre|alleg|illegal|weapon|gun|rifle|investigat|victim)\w*",
    re.IGNORECASE,
)
LOWERED = re.compile(
    r"(?:The|A|An|In|On|At|It|He|She|They|This|That|These|Those|His|Her|Its|Their|Two|Three|Some|Many|All|One|No|Of|"
    r"Neither|Both|Most|Nearly|Several|Before|After|During|Where|When|While|Once|Just|Even|For|There|Under)\b"
)


@dataclass(frozen=True, slots=True)
class Cut:
    """Spans of a sentence that one of the rules keeps; `source` is the span of the X of "According to X"."""

    rule: str
    spans: tuple[Span, ...]
    source: Span | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One cut as a sentence, with the sentence that it is of and what the gates check it against."""

    event: str
    cut: Cut
    original: str
    sentence: Sentence
    reference: Reference

    @property
    def digest(self) -> str:
        """What decides its place in the order."""
        return digest_of(f"{self.event}\n{self.original}\n{self.cut.rule}\n{self.sentence.text}".encode())

    def findings(self) -> tuple[Finding, ...]:
        """What the gates say of it."""
        return check_sentence(self.sentence, "fact", self.reference)


def cuts(text: str, span: Span) -> Iterator[Cut]:
    """The safe shorter cuts of a sentence, by every rule that fits, each without the final full stop."""
    start, end = span
    sentence = text[start:end]
    if not sentence.endswith(".") or re.search(r"[?“”\"‘…()\[\]—–•*&]|^[a-z]| [’']|--|: ", sentence):
        return
    if re.match(r"(?:But|And|So|Yet|Or|For example) ", sentence) or re.search(
        r"\b(?:I|we|my|our|us|you|your)\b", sentence
    ):
        return
    said = SAID_LAST.match(sentence)
    if said is not None and not SPOKEN.search(said["p"]):
        source = (start + said.start("x"), start + said.end("x"))
        yield Cut("said", ((start, start + said.end("p")),), source)
    yield from _asides(sentence, start)
    yield from _openings(sentence, start)
    yield from _halves(sentence, start)


def _asides(sentence: str, start: int) -> Iterator[Cut]:
    """An apposition or a relative clause between the only two commas of a sentence that no adverbial opens."""
    if sentence.count(",") != 2 or OPENS.match(sentence):
        return
    for aside in ASIDE.finditer(sentence):
        inner = aside.group()
        clause = aside["relative"] is None and re.search(rf"\b{VERB}\b", inner)
        kept = sentence[: aside.start()] + sentence[aside.end() :]
        if not clause and not GOVERNING.search(inner) and re.search(rf"\b{VERB}\b", kept):
            yield Cut("aside", ((start, start + aside.start()), (start + aside.end(), start + len(sentence) - 1)))


def _openings(sentence: str, start: int) -> Iterator[Cut]:
    """A weekday, a place or "In a statement" in front, where the clause holds without that frame."""
    opening = OPENING.match(sentence)
    if opening is None:
        return
    rest = sentence[opening.end() :]
    listed = re.match(rf"\d|{MONTH}|where\b|which\b|who\b|as\b|for\b|and\b|{NAME}(?:,| and\b)|[a-z]+ly,", rest)
    named = opening["place"] is not None and not re.search(rf"\b{PAST}\b", rest.split(",")[0])
    whole = re.search(rf"\b{VERB}\b", rest)
    if whole and not listed and not named and not OPENS.match(rest.capitalize()) and not WITHIN.search(rest):
        yield Cut("opening", ((start + opening.end(), start + len(sentence) - 1),))


def _halves(sentence: str, start: int) -> Iterator[Cut]:
    """One of two full clauses; the second only where nothing in it points back into the first."""
    for half in HALVES.finditer(sentence):
        first, second = sentence[: half.start()], sentence[half.end() :]
        if "," in first or not re.search(rf"\b{VERB}\b", first):
            continue
        if not GOVERNING.search(second):
            yield Cut("first half", ((start, start + half.start()),))
        if not GOVERNING.search(first) and not POINTS_BACK.search(second):
            yield Cut("second half", ((start + half.end(), start + len(sentence) - 1),))


def withheld_whole(text: str, span: Span) -> bool:
    """Whether another law may withhold the whole sentence, whatever is cut: then a cut of it measures nothing.

    That is so of a sentence without a speaker of its own that is not the first of its paragraph (it may be the words
    of one who spoke before), of one whose speaker is a pronoun, and of one that names somebody beside a crime or
    another harm (gate G7).
    """
    sentence = text[slice(*span)]
    opened = text.rfind("\n\n", 0, span[0]) + 2
    runs_on = text[opened : span[0]].strip() and not ANSWERED.search(sentence)
    names_somebody = re.search(r"\b[A-Z][\w’-]+ [A-Z]|\b(?:Mr|Mrs|Ms|Dr)\.|[a-z,] [A-Z][a-z]+\b", sentence)
    return bool(runs_on or UNNAMED.search(sentence) or (names_somebody and HARM.search(sentence)))


def said_by(text: str, cut: Cut, n: int, article: Article, registry: Registry) -> Glue | None:
    """The attribution that a fact of one origin needs: the source that was cut off, else the outlet; None if inside."""
    if cut.source is not None:
        start, end = cut.source
        return Glue("attribution", f"According to {text[start:end]}, ", (Passage(n, start, end),))
    outlet = registry.get(article.outlet)
    told = ANSWERED.search(" ".join(text[start:end] for start, end in cut.spans))
    if told is not None and not (outlet is not None and outlet.control == "state-controlled"):
        return None
    if outlet is None:
        return Glue("attribution", f"According to {article.name}, ", (FieldEvidence(n, "name"),))
    evidence: tuple[Evidence, ...] = (RegistryEvidence(outlet.id, "name"),)
    if outlet.control != "state-controlled":
        return Glue("attribution", f"According to {outlet.name}, ", evidence)
    words = f"{outlet.nationality} state media outlet " if outlet.nationality else "state media outlet "
    evidence += (RegistryEvidence(outlet.id, "control"),)
    return Glue("attribution", f"According to {words}{outlet.name}, ", evidence)


def written(text: str, span: Span, cut: Cut, n: int, glue: Glue | None) -> Sentence:
    """The cut as a sentence that cites the whole sentence that it is of."""
    pieces: list[Piece] = [] if glue is None else [glue]
    spans = list(cut.spans)
    first, last = spans[0]
    letter = text[first]
    if (glue is not None and LOWERED.match(text, first)) or (glue is None and letter.islower()):
        pieces.append(Glue("case", letter.swapcase(), (Passage(n, first, first + 1),)))
        spans[0] = (first + 1, last)
    pieces += [Copied(n, *kept) for kept in spans]
    clause = Clause(0, len(pieces) - 1, (Citation(n, Passage(n, *span), OriginId("o1")),))
    pieces.append(Glue("end", "."))
    said = "".join(copied(piece, {n: text}) for piece in pieces)
    return Sentence("f1", said, tuple(pieces), (clause,))


def cases(registry: Registry) -> Iterator[Case]:
    """Of each sentence of the reports one cut a rule that fits: the one with the least digest."""
    for event, articles in (*events(registry), *_alone(registry)):
        sources = dict(enumerate(articles, start=1))
        origins = trace_origins(articles, registry)
        reference = Reference(sources, registry, LexicalJudge(), known_origins=origins)
        for n, article in sources.items():
            if article.genre != "report":
                continue
            for span in article.sentences[1:]:
                if withheld_whole(article.text, span):
                    continue
                by_rule: dict[str, Case] = {}
                for case in _of_sentence(event, n, article, span, reference):
                    kept = by_rule.setdefault(case.cut.rule, case)
                    by_rule[case.cut.rule] = min(kept, case, key=lambda one: one.digest)
                yield from by_rule.values()


def _alone(registry: Registry) -> Iterator[tuple[str, tuple[Article, ...]]]:
    """Articles of a real week, and a share of the corpus by digest, each read by itself as an import reads it."""
    lines = gzip.decompress(WEEK.read_bytes()).splitlines()
    lines += [
        line
        for line in gzip.decompress(CORPUS.read_bytes()).splitlines()
        if digest_of(line).startswith(SHARES) and b"/opinion" not in line
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "alone.jsonl"
        path.write_bytes(b"\n".join(lines))
        for capture in captures(path):
            found = extract_article(capture) if isinstance(capture, Capture) else None
            if not isinstance(capture, Capture) or found is None or isinstance(found, Failure):
                continue
            article = resolve(found, capture, registry)
            if isinstance(article, Article):
                yield article.text_sha256, (article,)


def _of_sentence(event: str, n: int, article: Article, span: Span, reference: Reference) -> Iterator[Case]:
    text = article.text
    outlet = reference.registry.get(article.outlet)
    state = outlet is not None and outlet.control == "state-controlled"
    for cut in cuts(text, span):
        if state and cut.source is not None:
            continue
        if all(len(text[a:b].split()) > 1 for a, b in cut.spans) and _length(text, cut) >= LEAST_WORDS:
            glue = said_by(text, cut, n, article, reference.registry)
            yield Case(event, cut, text[slice(*span)], written(text, span, cut, n, glue), reference)


def _length(text: str, cut: Cut) -> int:
    return sum(len(text[start:end].split()) for start, end in cut.spans)


def main() -> int:
    """Prints how many of the cuts are accepted, and what is refused by rule and by gate and reason."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print what was refused, with the sentence that it is of")
    parser.add_argument("--most", type=int, default=MOST)
    options = parser.parse_args()
    drawn = sorted(cases(load_registry(None)), key=lambda case: case.digest)[: options.most]
    judged = [(case, case.findings()) for case in drawn]
    refused = [(case, findings) for case, findings in judged if findings]
    asked = Counter(case.cut.rule for case in drawn)
    lost = Counter(case.cut.rule for case, _ in refused)
    print(f"{'rule':14}{'cuts':>7}{'accepted':>10}")
    for rule in sorted(asked):
        print(f"{rule:14}{asked[rule]:7}{asked[rule] - lost[rule]:10}")
    accepted = len(drawn) - len(refused)
    print(f"{'all':14}{len(drawn):7}{accepted:10}   {accepted / max(1, len(drawn)):.4f}")
    print("\nrefused, by the first gate and reason")
    reasons = Counter((findings[0].gate, findings[0].reason) for _, findings in refused)
    for (gate, reason), count in sorted(reasons.items(), key=lambda item: (-item[1], item[0])):
        print(f"{gate} {reason:40}{count:5}")
    for case, findings in refused if options.show else ():
        codes = ", ".join(f"{finding.gate} {finding.reason}" for finding in findings)
        print(f"\n{case.digest[:8]} {case.cut.rule}: {codes}\n  {case.original}\n  {case.sentence.text}")
    found = {"tried": float(len(drawn)), "accepted": accepted / max(1, len(drawn))}
    problems = missed("compressions", found, {"articles": data_digest([COVERAGE, WEEK, CORPUS])})
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
