"""Count the table of verb forms: `python -m evals.verb_forms [CORPUS.jsonl.gz]`.

Writes alteram/text/data/verb_forms.tsv.gz: word forms with what they can be, "b" (base), "s" (third person) or "p"
(past or past participle), "n" added where the form is more often a noun. No tagger is used: a base form follows modals,
a finite form follows "he", "she", "they", "we", "I" or "who", a participle follows forms of "have" and "be", a noun
follows a determiner; forms belong to one verb by simplemma's dictionary (MIT). Counts only, of the corpus of
`evals.background`.
"""

import re
import sys
from collections import Counter
from pathlib import Path

from alteram.text.lexicon import word_class, words
from alteram.text.similarity import lemma
from evals.background import CORPUS, DATA, PROVENANCE, texts, write

LEAST_MODALS = 4
"""Uses after a modal from which a form is a base form."""
LEAST_SHARE = 0.05
"""Share of a base form's uses that follow a modal or "to"."""
LEAST_SUBJECTS = 3
LEAST_PARTICIPLES = 4
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|[.,;:?!—()\"“”]")
CONTEXTS = {
    "subject": frozenset(("he", "she", "they", "we", "i", "who")),
    "modal": frozenset(
        ("will", "would", "can", "could", "may", "might", "must", "should", "did", "didn't", "don't", "doesn't",
         "cannot", "won't", "can't", "couldn't", "wouldn't")
    ),
    "to": frozenset(("to",)),
    "participle": frozenset(("has", "have", "had", "was", "were", "is", "are", "been", "being", "be")),
    "noun": frozenset(
        ("the", "a", "an", "his", "her", "its", "their", "this", "that", "these", "those", "of", "our", "my", "some",
         "no", "any")
    ),
}  # fmt: skip
"""Words before a form that tell what it is there."""


def count(corpus: Path) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """Uses of lower-case forms, and those in each context."""
    total: Counter[str] = Counter()
    found: dict[str, Counter[str]] = {name: Counter() for name in CONTEXTS}
    context = {word: name for name, those in CONTEXTS.items() for word in sorted(those)}
    for text in texts(corpus):
        before = ""
        for match in _WORD.finditer(text):
            word = match.group().replace("’", "'")
            if word.isalpha() and word.islower():
                total[word] += 1
                if before in context:
                    found[context[before]][word] += 1
            before = word.lower()
    return total, found


def forms(total: Counter[str], found: dict[str, Counter[str]]) -> dict[str, str]:
    """What each form can be, for those that are verbs."""
    bases = {word for word in total if _is_base(word, total, found)}
    kinds: dict[str, str] = dict.fromkeys(bases, "b")
    for word in total:
        subject, participle = found["subject"][word], found["participle"][word]
        if word in words("past_verbs"):
            kinds[word] = kinds.get(word, "") + "p"
        elif lemma(word) == word and not word.endswith("ed"):
            continue
        elif word.endswith("ed") and len(word) > 4 and (subject >= 1 or participle >= LEAST_PARTICIPLES):
            kinds[word] = "p"
        elif word.endswith("s") and lemma(word) in bases and subject >= 2:
            kinds[word] = "s"
        elif lemma(word) in bases and not word.endswith(("ing", "s")) and subject + participle >= LEAST_SUBJECTS:
            kinds.setdefault(word, "p")
    return {word: kind + _noun(word, found) for word, kind in kinds.items()}


def _is_base(word: str, total: Counter[str], found: dict[str, Counter[str]]) -> bool:
    uses = found["modal"][word]
    share = (uses + found["to"][word]) / total[word]
    plain = word not in words("function_words") | words("stop_words") | word_class("adverbs")
    return plain and uses >= LEAST_MODALS and share >= LEAST_SHARE and lemma(word) == word and not word.endswith("ly")


def _noun(word: str, found: dict[str, Counter[str]]) -> str:
    verbal = sum(found[name][word] for name in ("subject", "modal", "to", "participle"))
    return "n" if found["noun"][word] > verbal else ""


def main() -> None:
    """Count and write the table."""
    total, found = count(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS)
    table = forms(total, found)
    header = [f"Source: {PROVENANCE}", "Counted by: python -m evals.verb_forms"]
    write(DATA / "verb_forms.tsv.gz", header, [f"{word}\t{table[word]}" for word in sorted(table)])
    print(f"{len(table)} forms")


if __name__ == "__main__":
    main()
