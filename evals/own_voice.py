"""How often somebody's words are read as the outlet's own: `python -m evals.own_voice [--show] [--write]`.

The dangerous error of attribution: words of a person, a post or a document, shown as what the outlet itself observed.
A unit is a clause of the coverage sample that is read as `own`: the stretch with which a sentence opens, outside
quotations and outside what anybody is read to say and who says it, of five words and more, with a finite verb, in the
outlet's voice by `voice`. Of all of them the 200 with the least SHA-256 over article id and text are drawn, so that the
draw is always the same and moves little when the reading does.

People judged them, one by one, with the article beside them; `own_voice_read.tsv` keeps the verdicts with article id,
place and the first 16 hexadecimal digits of the SHA-256 of the clause (no text: the coverage is others' property):

    own        the outlet tells it, or the writer of a column does
    others     somebody's words: a post, a quotation without marks, a speech or document printed or retold
    none       no statement: a label of the page, a caption line, a fragment

The figures: share of the drawn clauses that are judged (a verdict holds for the same words of the same article), and
share of the judged statements that are `others`. `--show` prints what is not judged; `--write` adds it to the file
with the verdict "?", which counts as not judged, to be filled in.
"""

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from alteram.model.articles import Article, Span
from alteram.outlets import load_registry
from alteram.text.attribution import SentenceReading, read, said
from alteram.text.grammar.verbs import finite
from alteram.text.provenance import voice
from alteram.text.sentences import tokens
from alteram.text.speech.cues import items
from evals import data_digest, missed
from evals.gates import COVERAGE, events

READ = Path(__file__).with_name("own_voice_read.tsv")
DRAWN = 200
LEAST_WORDS = 5
VERDICTS = frozenset(("own", "others", "none"))


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause read as the outlet's own: where it stands, and its words."""

    article: str
    span: Span
    text: str

    @property
    def digest(self) -> str:
        """First 16 hexadecimal digits of the SHA-256 of the clause's text."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    @property
    def rank(self) -> str:
        """By which clauses are drawn: the least come first."""
        return hashlib.sha256(f"{self.article}\n{self.text}".encode()).hexdigest()


def clauses(article: Article) -> Iterator[Clause]:
    """The clauses of an article's body that are read as the outlet's own."""
    for sentence in read(article.text).sentences:
        if sentence.paragraph == 0:
            continue
        span = _opening(article.text, sentence)
        if span is not None and voice(sentence, (span,)) == "own":
            yield Clause(str(article.id), span, article.text[slice(*span)])


def _opening(text: str, sentence: SentenceReading) -> Span | None:
    """The stretch with which a sentence opens and that nobody is read to say, None where it is no clause."""
    taken = [*said(text, sentence), *sentence.quotations]
    for one in (sentence.attribution, *sentence.others):
        if one is not None:
            taken += [one.cue, *((one.source,) if one.source else ())]
    parts: list[Span] = []
    at = sentence.span[0]
    for start, end in sorted(taken):
        parts.append((at, max(at, start)))
        at = max(at, end)
    parts.append((at, sentence.span[1]))
    start, end = parts[0]
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    row = items(text, start, end)
    counted = sum(1 for token in tokens(text, start, end) if token.text[0].isalnum())
    if counted < LEAST_WORDS or finite(row, 0, len(row)) is None:
        return None
    return start, end


def drawn() -> tuple[Clause, ...]:
    """The clauses to be judged, in the order of the draw; one with the same words in the same article is one."""
    found = {
        clause.rank: clause
        for _, articles in events(load_registry())
        for article in articles
        for clause in clauses(article)
    }
    return tuple(found[rank] for rank in sorted(found)[:DRAWN])


def verdicts(path: Path = READ) -> dict[tuple[str, str], str]:
    """The verdicts, by article id and digest of the clause; raises `ValueError` for one that is none."""
    found: dict[tuple[str, str], str] = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        if not line or line.startswith("#"):
            continue
        article, _, _, digest, verdict = line.split("\t")[:5]
        if verdict not in VERDICTS | {"?"}:
            raise ValueError(f"{path.name}: unknown verdict {verdict!r}")
        found[article, digest] = verdict
    return found


def figures(clauses_drawn: tuple[Clause, ...], judged: dict[tuple[str, str], str]) -> dict[str, float]:
    """Share judged, and share of the judged statements that are somebody else's words."""
    counts = Counter(judged.get((clause.article, clause.digest), "?") for clause in clauses_drawn)
    statements = counts["own"] + counts["others"]
    return {
        "judged": 1 - counts["?"] / max(1, len(clauses_drawn)),
        "own": counts["own"] / max(1, statements),
    }


def main() -> int:
    """Prints the figures; 1 where one is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print the clauses that are not judged")
    parser.add_argument("--write", action="store_true", help="add them to the file, with the verdict ?")
    options = parser.parse_args()
    found, judged = drawn(), verdicts()
    values = figures(found, judged)
    print(f"{len(found)} clauses read as own: {values['judged']:.1%} judged, {1 - values['own']:.1%} are others' words")
    open_ones = [clause for clause in found if judged.get((clause.article, clause.digest), "?") == "?"]
    for clause in open_ones if options.show else ():
        print(f"{clause.article}\t{clause.span[0]}\t{clause.span[1]}\t{clause.digest}\t{clause.text}")
    if options.write:
        with READ.open("a", encoding="utf-8") as file:
            for clause in open_ones:
                file.write(f"{clause.article}\t{clause.span[0]}\t{clause.span[1]}\t{clause.digest}\t?\n")
    problems = missed("own_voice", values, {"sample": data_digest([COVERAGE])})
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
