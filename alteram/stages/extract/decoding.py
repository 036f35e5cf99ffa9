"""Bytes to text: byte order mark, then valid UTF-8, then the declared label (WHATWG meanings), then detection.

After "Encoding sniffing" of the HTML standard, with two departures measured on bad pages: bytes that are valid UTF-8
are UTF-8 whatever a label says, and a few broken bytes do not turn a UTF-8 page into another encoding.
"""

import codecs
import re

from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

from alteram.stages.extract.characters import REPLACEMENT
from alteram.stages.extract.extracted import Refusal

PRESCAN = 8192
"""Bytes at the start in which a page's own label is looked for; the standard says 1,024, real pages are later."""
_META = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I
)
_HEADER = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_.:-]{2,40})""", re.I)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\r")
_NO_CONTROLS = dict.fromkeys(_CONTROLS)
_REFUSED = frozenset({"utf-7", "replacement", "hz-gb-2312", "iso-2022-kr", "iso-2022-cn"})
"""Labels that the standard never decodes: their escapes hide markup."""
MOST_BROKEN = 0.02
"""Share of U+FFFD beyond which a text counts as not decoded: below it are pages with a few broken bytes."""
_MOJIBAKE = re.compile(
    "â€\ufffd|[Â-ß][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|[à-ï][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2}"
)
LEAST_MOJIBAKE = 2
"""Doubly encoded letters from which on a page counts as encoded twice."""


def decode(payload: bytes, media_type: str = "") -> str:
    """The text of a page, without control characters.

    Raises `Refusal` ("undecodable") where no reading of the bytes gives text.
    """
    for mark, encoding in _BOMS:
        if payload.startswith(mark):
            return payload[len(mark) :].decode(encoding, "replace").translate(_NO_CONTROLS)
    wide = _wide(payload)
    if wide:
        return payload.decode(wide, "replace").translate(_NO_CONTROLS)
    labels = _labels(payload, media_type)
    if b"\x1b" in payload and "iso2022_jp" in labels:
        return payload.decode("iso-2022-jp", "replace").translate(_NO_CONTROLS)
    # In all other encodings of the web the bytes of controls are never parts of letters.
    payload = payload.translate(None, _CONTROLS)
    try:
        return _once(payload.decode("utf-8"))
    except UnicodeDecodeError:
        return _legacy(payload, labels)


def _wide(payload: bytes) -> str | None:
    """UTF-16 without a mark, told by zero bytes at every other place of the first bytes."""
    head = payload[:512]
    if len(head) < 8 or b"\x00" not in head:
        return None
    half = len(head) // 2
    if head[1::2].count(0) > 0.7 * half and head[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if head[0::2].count(0) > 0.7 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _labels(payload: bytes, media_type: str) -> tuple[str, ...]:
    """Python names of the declared encodings, the HTTP header's first; unknown ones are left out."""
    header = _HEADER.search(media_type)
    meta = _META.search(payload, 0, PRESCAN)
    found = [header.group(1)] if header else []
    if meta:
        found.append(meta.group(1).decode("ascii"))
    return tuple(name for name in map(_python_name, found) if name)


def _python_name(label: str) -> str:
    """The encoding that the HTML standard means by a label; "" for none. UTF-16 in a page's own words means UTF-8."""
    lowered = label.lower()
    if lowered in _REFUSED:
        return ""
    if lowered.startswith("utf-16"):
        return "utf-8"
    if lowered == "x-user-defined":
        return "cp1252"
    mapped = map_encoding_to_html5(lowered, fallback_utf8=False)
    try:
        return codecs.lookup(mapped or lowered).name
    except LookupError:
        return ""


def _legacy(payload: bytes, labels: tuple[str, ...]) -> str:
    """Bytes that are not valid UTF-8: nearly UTF-8, the declared encoding, the detected one, windows-1252."""
    nearly = payload.decode("utf-8", "replace")
    broken = nearly.count(REPLACEMENT)
    good = len(payload) - len(payload.translate(None, _CONTINUATION)) - broken
    declared = [label for label in labels if label != "utf-8"]
    if good > 4 * broken or (not declared and good > broken):
        return nearly
    detected = detect_encoding(payload[:65536]) or ""
    for label in (*declared, _python_name(detected), "cp1252"):
        if not label or label == "utf-8":
            continue
        text = payload.decode(label, "replace")
        if text.count(REPLACEMENT) <= MOST_BROKEN * len(text):
            return text
    raise Refusal("undecodable", "the bytes are text in no known encoding")


_CONTINUATION = bytes(range(0x80, 0xC0))


def _once(text: str) -> str:
    """A text that was encoded to UTF-8 twice, read back once; any other text as it is."""
    if "Ã" not in text and "Â" not in text and "â€" not in text:
        return text
    if len(_MOJIBAKE.findall(text)) < LEAST_MOJIBAKE:
        return text
    return _MOJIBAKE.sub(_reread, text)


def _reread(match: re.Match[str]) -> str:
    """One doubly encoded letter as the letter that it was."""
    sequence = match.group()
    if sequence.endswith(REPLACEMENT):
        # Byte 9D, the end of a closing quotation mark, is no character of windows-1252.
        return "”"
    data = b"".join(_byte(character) for character in sequence)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return sequence


def _byte(character: str) -> bytes:
    """The byte that windows-1252, as browsers read it, shows as `character`."""
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")
