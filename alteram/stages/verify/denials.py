"""G4 across sentences: a claim that somebody denies elsewhere is marked as disputed, and is never a headline."""

from alteram.model.briefs import Sentence
from alteram.stages.verify.parts import Part, Reference, open_clause
from alteram.text.denials import denials, denies
from alteram.text.lexicon import words
from alteram.text.sentences import tokens


def is_denied(sentence: Sentence, reference: Reference) -> bool:
    """Whether a source of the story denies what the sentence says and the sentence does not tell of the denial.

    The sentence must have passed G1 and G2. Raises KeyError when it names a source that the reference does not hold.
    """
    opened = (open_clause(sentence, clause, reference) for clause in sentence.clauses)
    return any(isinstance(part, Part) and denied(part, reference) for part in opened)


def denied(part: Part, reference: Reference) -> bool:
    """Whether a source denies what a clause says as somebody's claim; not where the clause says a denial itself."""
    text = part.text(reference)
    said = {token.text.lower() for span in part.spans for token in tokens(text, *span)}
    if part.voice != "governed" or said & words("negating_verbs"):
        return False
    stated = [(part.n, part.reading.span)]
    stated += [(one.n, (one.passage.start, one.passage.end)) for one in part.clause.citations if one.n != part.n]
    for n, article in sorted(reference.sources.items()):
        for denial in denials(article.text):
            if any(m == n and span in denial.claims for m, span in stated):
                return True
            if denies(denial, text, part.reading.span, part.spans, same_text=n == part.n):
                return True
    return False
