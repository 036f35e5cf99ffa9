"""Whether two sentences are one text: a long run of the same words outside quotations, in the same order.

Two reporters do not hit on the same eight words in a row by chance; one of them copied, or both did from a statement or
an agency that neither names. Runs are counted in words, without case and punctuation. `provenance` compares whole
paragraphs; this finds the single sentence that was taken over into other text.
"""

from functools import lru_cache

from alteram.model.articles import Span
from alteram.text.quotations import quoted_parts
from alteram.text.sentences import tokens

COMMON_RUN = 8
"""Words in a row from which two sentences are one text; below, titles and set phrases are shared by chance."""
SHORT_RUN = 4
MOST_SHARED = 0.5
"""Share of the shorter sentence's short runs from which the two are one text with a word changed here and there."""


@lru_cache(maxsize=32768)
def _runs(text: str, sentence: Span, size: int) -> frozenset[tuple[str, ...]]:
    """Every run of `size` words of a sentence outside its quotations."""
    quoted = quoted_parts(text, *sentence)
    words = [
        token.text.lower().rstrip("%")
        for token in tokens(text, *sentence)
        if token.text[0].isalnum() and not any(start <= token.start < end for start, end in quoted)
    ]
    words = [word for word in words if word != "percent"]
    return frozenset(tuple(words[k : k + size]) for k in range(len(words) - size + 1))


def one_text(text: str, sentence: Span, other_text: str, other_sentence: Span) -> bool:
    """Whether the two sentences share a run of words, or so many short ones, that one can only have been copied."""
    if _runs(text, sentence, COMMON_RUN) & _runs(other_text, other_sentence, COMMON_RUN):
        return True
    one, other = _runs(text, sentence, SHORT_RUN), _runs(other_text, other_sentence, SHORT_RUN)
    least = min(len(one), len(other))
    return len(one & other) > SHORT_RUN and len(one & other) / least >= MOST_SHARED
