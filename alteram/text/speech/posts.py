"""Posts in an article's text: paragraphs that an embedded tweet left there, with or without its marks.

An embedded post reaches the text as ordinary paragraphs: its words, then perhaps a line "Jane Doe (@jd) March 3, 2017".
Its words are a person's and stand there without quotation marks or a cue, so that they look like the outlet's own. A
paragraph is taken for a post, and so for nobody's own voice, by a mark in it (an address of a network, "RT @", a
handle at its start), by a signature line beside it, or by how it is typed ("&" between words, a word in capitals, an
exclamation mark), which reports do not do in their own voice. Better a paragraph too many than one too few.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from alteram.text.lexicon import phrases, words
from alteram.text.quotations import quoted_parts
from alteram.text.sentences import paragraphs
from alteram.text.similarity import common_words

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DATE = rf"(?:{_MONTH}\s\d{{1,2}}(?:,\s\d{{4}})?|\d{{1,2}}\s{_MONTH}(?:\s\d{{4}})?|\d{{1,2}}/\d{{1,2}}/\d{{2,4}})"
_CLOCK = r"\d{1,2}[:.]\d{2}(?:\s?[AaPp]\.?[Mm]\.?)?"
_STAMP = rf"(?:{_CLOCK}\s?[-–—·•,]?\s?{_DATE}|{_DATE}(?:,?\s(?:at\s)?{_CLOCK})?|{_CLOCK}|\d{{1,2}}[hm])"
SIGNATURE = re.compile(
    rf"(?:[—–―-]\s?)?(?P<who>(?!(?:[Bb]y|[Ff]ollow|[Cc]ontact|[Rr]eporting|[Ee]diting|[Tt]weet|[Ee]-?mail)\b)[^@()\n“”\"]{{2,60}}?)\s(?:✔\s)?(?:\(@\w{{1,30}}\)|@\w{{2,30}})"
    rf"(?:\s?[·•,-]?\s?(?P<stamp>{_STAMP}))?\.?$"
)
"""A line that signs a post: name, handle, perhaps a day. Without a day it stands over its post as often as under it."""


def signature(line: str) -> re.Match[str] | None:
    """The signature of a post that a line is, by `SIGNATURE`; hardly any line has the sign of a handle at all."""
    return SIGNATURE.match(line) if "@" in line else None


_STAMP_LINE = re.compile(rf"(?:{_CLOCK}\s?[-–—·•,]\s?{_DATE}|{_DATE},?\s(?:at\s)?{_CLOCK})(?:\s.{{0,40}})?$")
_DAY_LINE = re.compile(rf"{_DATE}\.?$")
_HANDLE_START = re.compile(r"\.?@\w{2,30}\b")
_HASHTAG = re.compile(r"(?<![\w#&])#[A-Za-z]\w+")
_AMPERSAND = re.compile(r"[a-z],?\s&\s[a-z]")
_CAPITALS = re.compile(r"[A-Z](?<=[a-z,;]\s[A-Z])[A-Z]{3,}(?=[\s.,!?])")
_EXCLAIMED = re.compile(r"!(?=\s[A-Z]|\s*$)|!!")
LONGEST_SIGNATURE = 16
"""Words above which a line with a handle is no signature."""
LONGEST_POST = 110
"""Words above which an unsigned paragraph is no post: networks cut or fold posts well before."""


@dataclass(frozen=True, slots=True)
class Post:
    """A paragraph of a post: the number of the one that signs it, if any, and whether a mark or signature says so.

    Without `marked` it is only typed like one; `weak` where an exclamation mark is all there is, as writers of columns
    use it too.
    """

    signature: int | None
    marked: bool
    weak: bool = False


@lru_cache(maxsize=128)
def posts(text: str) -> dict[int, Post]:
    """The paragraphs of a canonical text that are posts, by number. A signature line is one, and signs itself."""
    spans = paragraphs(text)
    bodies = [text[start:end] for start, end in spans]
    found: dict[int, Post] = {}
    for at in range(1, len(bodies)):
        if _marked(bodies[at]) or _ends_signed(bodies[at]):
            found[at] = Post(None, marked=True)
        elif _typed(text, spans[at]) and len(bodies[at].split()) <= LONGEST_POST:
            found[at] = Post(None, marked=False, weak=not _typed(text, spans[at], exclaimed=False))
    for at in range(1, len(bodies)):
        signed = None if at == 1 else signature(bodies[at])
        if signed is not None and len(bodies[at].split()) <= LONGEST_SIGNATURE:
            found[at] = Post(at, marked=True)
            _sign(bodies, at, found, step=-1)
            if signed["stamp"] is None and not bodies[at].startswith(("—", "–", "―", "-")):
                _sign(bodies, at, found, step=1)
        elif at > 1 and (_STAMP_LINE.match(bodies[at]) or (at - 1 in found and _DAY_LINE.match(bodies[at]))):
            found[at] = Post(None, marked=True)
            _sign(bodies, at, found, step=-1)
    return found


def _sign(bodies: list[str], at: int, found: dict[int, Post], *, step: int) -> None:
    """Take the paragraph beside a signature or time line for its post, and on while they are typed like one."""
    signer = at if signature(bodies[at]) else None
    k = at + step
    while 0 < k < len(bodies):
        signed = k in found and found[k].signature is not None
        if signed or bodies[k].endswith(":") or len(bodies[k].split()) > LONGEST_POST:
            return
        if abs(k - at) > 1 and k not in found:
            return
        found[k] = Post(signer, marked=True)
        k += step


def _marked(body: str) -> bool:
    """Whether a paragraph holds what only a post holds."""
    lowered = body.lower()
    if any(mark in lowered for mark in phrases("post_marks")) or _HANDLE_START.match(body):
        return True
    tags = _HASHTAG.findall(body) if "#" in body else []
    return bool(tags) and "hashtag" not in lowered and (len(tags) > 1 or body.rstrip(".!").endswith(tags[-1]))


def _ends_signed(body: str) -> bool:
    """Whether the paragraph's last words sign it: "... is gone. — Jane Doe (@jd) March 3, 2017"."""
    cut = max(body.rfind(mark) for mark in ("—", "–", "―", ". ", "! ", "? "))
    return cut > 0 and signature(body[cut:].lstrip(".!? ")) is not None


def _typed(text: str, span: tuple[int, int], *, exclaimed: bool = True) -> bool:
    """Whether a paragraph outside its quotations is typed as posts are and reports are not."""
    outside, at = "", span[0]
    for start, end in quoted_parts(text, *span):
        outside += text[at:start] + " “” "
        at = end
    outside += text[at : span[1]]
    if outside.isupper():
        return False
    if ("&" in outside and _AMPERSAND.search(outside)) or (exclaimed and _EXCLAIMED.search(outside)):
        return True
    return any(match.group().lower() in _shouted() for match in _CAPITALS.finditer(outside))


@lru_cache(maxsize=1)
def _shouted() -> frozenset[str]:
    """Words that are no acronym: common ones of four letters and more."""
    return frozenset(word for word in common_words() if len(word) > 3) | words("function_words")
