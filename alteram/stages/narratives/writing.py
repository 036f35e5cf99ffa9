"""Voiced passages into sentences: copied words of one source sentence, behind "X said" where a name is needed."""

from alteram.language.glue import written
from alteram.model.briefs import Citation, Clause, Copied, Glue, Passage, Piece, Sentence
from alteram.model.stories import Dossier
from alteram.stages.narratives.passages import Voiced
from alteram.text.names import lowered

QUOTES = '“"'
"""Marks that open a quotation: a comma stands before it."""
CLOSED = (".", "!", "?", ".”", '."', "!”", '!"')


def sentence_of(name: str, dossier: Dossier, voice: Voiced) -> Sentence:
    """The sentence as an edit script, as one clause that cites its own passage."""
    n, text = voice.n, dossier.articles[voice.n - 1].text
    start = voice.spans[0][0]
    pieces: list[Piece] = []
    if voice.named is not None:
        quoted = voice.opening or text[start] in QUOTES
        verb = "said, " if quoted else "said "
        pieces.append(Glue("attribution", f"{text[slice(*voice.named)]} {verb}", (Passage(n, *voice.named),)))
    if voice.opening:
        pieces.append(Glue("quote", voice.opening))
    bare = voice.named is not None and not voice.opening
    change = lowered(text, start) if bare else voice.named is None and text[start].islower()
    if change and text[start].isalpha() and (voice.named is None or text[start].isupper()):
        pieces.append(Glue("case", text[start].swapcase(), (Passage(n, start, start + 1),)))
        start += 1
    pieces += [Copied(n, start, voice.spans[0][1]), *(Copied(n, *span) for span in voice.spans[1:])]
    if voice.closing:
        pieces.append(Glue("quote", voice.closing))
    clause = Clause(0, len(pieces) - 1, (Citation(n, Passage(n, *voice.span), voice.origin.id),))
    told = "".join(written(piece, {n: text}) for piece in pieces)
    if not told.endswith(CLOSED):
        pieces.append(Glue("end", "."))
        told += "."
    return Sentence(name, told, tuple(pieces), (clause,))
