"""What may be shown of another's text: the cited passage, a sentence of context each side, and a link to the original.

Links carry a text fragment (WICG, Scroll to Text Fragment), so that a browser finds the passage in the original page.
"""

from urllib.parse import quote as percent
from urllib.parse import urlsplit

from alteram.model.articles import Article, Span
from alteram.model.briefs import Passage
from alteram.model.outlets import Registry
from alteram.stages.publish.views import Governor, QuotedPassage
from alteram.stages.publish.voicing import NO_REGISTRY, governor_of
from alteram.text.furniture import is_furniture
from alteram.text.people.persons import accuses

SHOWN_CHARACTERS = 600
"""Most code points of one passage and its context together."""
LEAST_CONTEXT = 24
"""Context shorter than this is a stump of a sentence: it is left out."""
FRAGMENT_WORDS = 5
"""Words at either end of a passage that a text fragment names."""
EXACT_CHARACTERS = 60
"""A passage up to this long stands in its text fragment as a whole."""
ELLIPSIS = "…"


def web_address(url: str) -> str | None:
    """The address when it is a plain http or https one with a host and no credentials, else None."""
    if any(ord(character) <= 0x20 or character in '\\<>"' or ord(character) == 0x7F for character in url):
        return None
    try:
        parts = urlsplit(url)
        plain = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    except ValueError:
        return None
    return url if plain else None


def _directive(words: str) -> str:
    """Words as a text directive spells them: hyphens too, which would part prefix and suffix."""
    return percent(words, safe="").replace("-", "%2D")


def text_fragment(passage: str) -> str:
    """The `:~:text=` directive that finds a passage: the whole of a short one, first and last words of a longer one."""
    paragraphs = passage.split("\n\n")
    if len(paragraphs) == 1 and len(passage) <= EXACT_CHARACTERS:
        return f":~:text={_directive(passage.strip())}"
    first, last = paragraphs[0].split(), paragraphs[-1].split()
    if len(paragraphs) == 1 and len(first) <= 2 * FRAGMENT_WORDS:
        half = max(1, len(first) // 2)
        first, last = first[:half], first[half:] or first
    start, end = " ".join(first[:FRAGMENT_WORDS]), " ".join(last[-FRAGMENT_WORDS:])
    return f":~:text={_directive(start)},{_directive(end)}"


def link_to(url: str, passage: str) -> str | None:
    """The original's address with a text fragment for `passage`; None where it is no plain web address."""
    address = web_address(url)
    if address is None:
        return None
    return f"{address}{'' if '#' in address else '#'}{text_fragment(passage)}"


def _context(article: Article, passage: Passage) -> Span:
    """Where the context begins and ends: the rest of the passage's sentence, else its neighbour; never the title, and
    never what lays harm at a private person's door, which no gate has passed."""
    title_end = article.text.find("\n\n")
    spans = article.sentences
    before = next((each for each in reversed(spans) if each[0] < passage.start), None)
    after = next((each for each in spans if each[1] > passage.end), None)
    if before is not None and before[1] <= title_end < passage.start:
        before = None
    left = before[0] if before is not None and _shown(article, before, passage) else passage.start
    right = after[1] if after is not None and _shown(article, after, passage) else passage.end
    return left, right


def _shown(article: Article, span: Span, passage: Passage) -> bool:
    """Whether a sentence may stand around a passage: its own may, its neighbour where it tells and accuses nobody."""
    start, end = span
    beside = end <= passage.start or start >= passage.end
    return not (beside and (is_furniture(article.text[start:end]) or accuses(article.text, start, end)))


def _tail(text: str, room: int) -> str:
    """The last words of `text` that fit in `room` code points, after an ellipsis where some do not."""
    if len(text) <= room:
        return text
    kept = text[len(text) - max(0, room - 2) :]
    return f"{ELLIPSIS} {kept.partition(' ')[2]}" if room >= LEAST_CONTEXT else ""


def _head(text: str, room: int) -> str:
    """The first words of `text` that fit in `room` code points, before an ellipsis where some do not."""
    if len(text) <= room:
        return text
    kept = text[: max(0, room - 2)]
    return f"{kept.rpartition(' ')[0]} {ELLIPSIS}" if room >= LEAST_CONTEXT else ""


def _bounded(before: str, cited: str, after: str) -> tuple[str, str, str, bool]:
    """The three parts in at most `SHOWN_CHARACTERS` together, and whether the cited part itself was cut."""
    if len(cited) > SHOWN_CHARACTERS:
        return "", _head(cited, SHOWN_CHARACTERS), "", True
    room = SHOWN_CHARACTERS - len(cited)
    left = min(len(before), max(room // 2, room - len(after)))
    before = _tail(before, left)
    return before, cited, _head(after, room - len(before)), False


def quote(
    article: Article,
    passage: Passage,
    *,
    whole: bool,
    registry: Registry = NO_REGISTRY,
    governor: Governor | None = None,
) -> QuotedPassage:
    """The passage of `article` as it may be shown.

    Public (`whole` false): the passage with at most one sentence each side, `SHOWN_CHARACTERS` code points together.
    `whole` (an outlet whose licence allows it): the whole paragraphs in which it stands as well, nothing cut.
    `registry` tells media among the speakers; `governor` is what governs the passage, where that is known. Raises
    ValueError when the passage does not lie in the text.
    """
    text, start, end = article.text, passage.start, passage.end
    if not 0 <= start < end <= len(text):
        raise ValueError(f"passage {start}..{end} does not lie in the {len(text)} characters of article {article.id}")
    left, right = _context(article, passage)
    before, cited, after, cut = text[left:start], text[start:end], text[end:right], False
    if whole:
        first, last = max(text.rfind("\n\n", 0, start) + 2, 0), max(right, text.find("\n\n", end))
        before = text[left if accuses(text, first, start) else min(left, first) : start]
        after = text[end : right if accuses(text, end, last) else last]
    else:
        before, cited, after, cut = _bounded(before, cited, after)
    return QuotedPassage(
        before=before,
        text=cited,
        after=after,
        cut=cut,
        outlet=article.name,
        published=article.published,
        language=article.language,
        link=link_to(article.url, text[start:end]),
        text_sha256=article.text_sha256,
        governor=governor or governor_of(article, passage, registry),
    )
