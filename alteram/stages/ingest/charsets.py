"""Bytes of feeds and sitemaps to text.

A byte order mark decides, then valid UTF-8 (a label that says otherwise is wrong more often than the bytes are), then
the label, then detection. Labels mean what the WHATWG encoding standard says; a Python codec's name is never a label.
"""

import re
from collections.abc import Iterator

from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

_MARKS = (
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_UNMARKED = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"{\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
    (b"\0{", "utf-16-be"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_SAMPLE = 64 * 1024
_WIDER = {"gbk": "gb18030", "gb2312": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949"}
"""What pages labelled so really use: the larger set that the standard decodes them with."""
_NOT_TRUSTED = ("utf-8", "utf-16-le", "utf-16-be")
"""Labels that the bytes have disproved when they are read at all."""


def decoded(payload: bytes, content_type: str | None) -> str:
    """The text of a document in XML or JSON; bytes that fit nowhere become U+FFFD. Never raises."""
    for mark, encoding in _MARKS:
        if payload.startswith(mark):
            return payload[len(mark) :].decode(encoding, "replace").lstrip("\ufeff")
    for start, encoding in _UNMARKED:
        if payload.startswith(start):
            return payload.decode(encoding, "replace")
    try:
        return payload.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(payload, content_type)


def _legacy(payload: bytes, content_type: str | None) -> str:
    """Text that is not valid UTF-8: nearly UTF-8, as labelled, as detected, else windows-1252."""
    nearly = payload.decode("utf-8", "replace")
    broken = nearly.count("\ufffd")
    letters = len(nearly) - len(nearly.encode("ascii", "ignore")) - broken
    if letters > 4 * broken:
        return nearly
    for label in _labels(payload, content_type):
        text = payload.decode(label, "replace")
        if text.count("\ufffd") <= len(text) // 100:
            return text
    return payload.decode("cp1252", "replace")


def _labels(payload: bytes, content_type: str | None) -> Iterator[str]:
    """Python names of the encodings to try, in order."""
    declared = _DECLARED.search(payload, 0, 1024)
    header = _CHARSET.search(content_type or "")
    stated = [declared.group(1).decode("ascii")] if declared else []
    stated += [header.group(1)] if header else []
    for label in stated:
        name = map_encoding_to_html5(label.lower(), fallback_utf8=False)
        if name and name not in _NOT_TRUSTED:
            yield _WIDER.get(name, name)
    found = detect_encoding(payload[:_SAMPLE])
    if found and found not in _NOT_TRUSTED:
        yield _WIDER.get(found, found)
