"""Which language a text is in: English by its function words, any other by py3langid, else as the page declares.

The model of py3langid costs as much to load as twenty pages to read, so it is loaded at the first text that is not
plainly English. On 181 news pages the share of English function words is .24 or more in English texts (one stock list
apart, which goes to the model) and .07 or less in those of seven other languages.
"""

from alteram.stages.extract.characters import words
from alteram.text import lexicon

READ_CHARACTERS = 1000
"""Characters at the start by which the language is told: as exact as the whole text."""
LEAST_CHARACTERS = 60
"""Below this a declared language is worth more than a guess."""
ENGLISH_SHARE = 0.2
"""Share of English function words from which on a text is English. Danish and Dutch, the nearest, stay near .1: they
write "for", "at", "in", "is" and "of" too, so that "the" must be among them."""
ENGLISH_WORDS = 20
"""A text of fewer words goes to the model."""


def language_of(body: str, declared: str) -> str | None:
    """Two- or three-letter code of a text. `declared` is what the page says, as in BCP 47 or with an underscore."""
    stated = declared.replace("_", "-").partition("-")[0].strip().lower()
    if len(body) < LEAST_CHARACTERS and stated.isalpha() and len(stated) in {2, 3}:
        return stated
    start = body[:READ_CHARACTERS]
    return "en" if plainly_english(start) else _classified(start)


def plainly_english(text: str) -> bool:
    """Whether so many words are English function words that no other language can be meant."""
    found = words(text.lower())
    if len(found) < ENGLISH_WORDS or "the" not in found:
        return False
    known = lexicon.words("function_words")
    return sum(word in known for word in found) >= ENGLISH_SHARE * len(found)


def _classified(text: str) -> str:
    """The code that py3langid gives. Imported here because the module loads numpy, and the call its model."""
    from py3langid import classify

    code, _ = classify(text)
    return str(code)
