"""What a reader does not see is dropped before anything is extracted: scripts, hidden and off-screen elements.

Signs are the element's own attributes, its inline style, and rules of the page's own style sheets for one class. Style
sheets elsewhere are never fetched, so this is a lower bound.
"""

import re

from lxml import etree

from alteram.stages.extract.tree import Element

_NEVER_TEXT = (
    "script", "style", "template", "noscript", "svg", "iframe", "object", "embed", "canvas", "math", "video", "audio",
    "rt", "rp", "input", "select", "textarea", "datalist", "map", "frameset",
)  # fmt: skip
_HIDDEN_CLASSES = frozenset(
    {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screenreader-only", "u-visually-hidden"}
)
_FAR = r"-\d{4,}(?:\.\d+)?(?:px|em|rem|pt)?|-[5-9]\d\d(?:px|em|rem|%|vw|vh)"
_UNSEEN = re.compile(
    r"(?:^|;)(?:display:none"
    r"|visibility:(?:hidden|collapse)"
    r"|(?:left|right|top|bottom|margin|margin-left|margin-top|text-indent|inset):(?:" + _FAR + r")"
    r"|clip:rect\((?:0|1)(?:px)?,?(?:0|1)(?:px)?,?(?:0|1)(?:px)?,?(?:0|1)(?:px)?\)"
    r"|clip-path:inset\((?:50|100)%\)"
    r"|transform:(?:scale\(0\)|translate[xy]?\((?:" + _FAR + r"))"
    r"|color:transparent|content-visibility:hidden"
    r"|(?:height|max-height|width|max-width):0(?:px)?;(?:.*;)?overflow(?:-[xy])?:hidden"
    r"|overflow(?:-[xy])?:hidden;(?:.*;)?(?:height|max-height|width|max-width):0(?:px)?(?=;|!|$))"
)
_FONT_SIZE = re.compile(r"(?:^|;)font-size:(\d*\.?\d+)(px|pt|em|rem|%|vw|vh|)(?=;|!|$)")
_SMALLEST = {"px": 2.0, "pt": 2.0, "em": 0.15, "rem": 0.15, "%": 15.0, "vw": 0.15, "vh": 0.15, "": 2.0}
"""Font sizes below which nobody reads, by unit."""
_FAINT = re.compile(r"(?:^|;)opacity:0(?:\.0+)?(?=;|!|$)")
_COLOUR = re.compile(r"(?:^|;)color:([^;!]+)")
_BACKGROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;!]+)")
_RGB = re.compile(r"rgba?\((\d+),(\d+),(\d+)")
_NAMED = {"white": "ffffff", "black": "000000", "red": "ff0000", "yellow": "ffff00", "blue": "0000ff"}
_CLASS_RULE = re.compile(r"\.(-?[A-Za-z_][\w-]*)\s*\{([^{}]*)\}")
_NESTED_RULE = re.compile(r"@[^{}@]{0,300}\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
MOST_TEXT = 0.5
"""An element held back from assistive readers, or faint, is kept when it has this share of the page's letters: a
dialogue open at the time of capture marks the whole page so."""
STYLE_SHEET_CHARACTERS = 200_000
STYLE_CHARACTERS = 2_000
MOST_CLASSES = 60


def drop_unseen(tree: Element) -> None:
    """Removes, in place, every element that a reader of the page does not see."""
    classes = _hidden_classes(tree)
    etree.strip_elements(tree, *_NEVER_TEXT, with_tail=False)
    letters = -1
    for element in _suspects(tree, classes):
        if _unseen(element, classes):
            _drop(element)
        elif _held_back(element):
            letters = len(tree.text_content()) if letters < 0 else letters
            if len(element.text_content()) < MOST_TEXT * letters:
                _drop(element)
    # What is left is seen. The extractor has a cruder rule on styles ("hidden" anywhere in it), which must not decide.
    etree.strip_attributes(tree, "style")


def _suspects(tree: Element, classes: frozenset[str]) -> list[Element]:
    """Elements with a mark that may hide them, in order. One look at the names of the attributes settles most."""
    found: list[Element] = []
    for element in tree.iter():
        names = element.keys()
        if names and (
            "style" in names
            or "hidden" in names
            or "aria-hidden" in names
            or ("class" in names and not classes.isdisjoint(element.get("class").split()))
        ):
            found.append(element)
    return found


def _unseen(element: Element, classes: frozenset[str]) -> bool:
    """Whether an element is hidden by its own marks."""
    if element.tag in {"html", "body"}:
        return False
    if element.get("hidden") is not None and element.get("hidden") != "until-found":
        return True
    if not classes.isdisjoint((element.get("class") or "").split()):
        return True
    style = compact(element.get("style") or "")
    return bool(style) and (hides(style) or _same_colours(element, style))


def hides(style: str) -> bool:
    """Whether declarations (`compact`) take what they style out of sight."""
    if _UNSEEN.search(style):
        return True
    size = _FONT_SIZE.search(style)
    return size is not None and float(size.group(1)) < _SMALLEST[size.group(2)]


def _held_back(element: Element) -> bool:
    """Marks that may also stand on what is seen: the page behind a dialogue, text that fades in."""
    return element.tag not in {"html", "body"} and (
        element.get("aria-hidden") == "true" or bool(_FAINT.search(compact(element.get("style") or "")))
    )


def compact(style: str) -> str:
    """A style attribute in lower case, without white space; what is beyond any sane length is not read."""
    return "".join(style[:STYLE_CHARACTERS].lower().split())


def _same_colours(element: Element, style: str) -> bool:
    """Whether the text has the colour of the nearest inline background."""
    colour = _COLOUR.search(style)
    if colour is None:
        return False
    own: Element | None = element
    while own is not None:
        background = _BACKGROUND.search(compact(own.get("style") or ""))
        if background is not None:
            return _hex(background.group(1)) == _hex(colour.group(1))
        own = own.getparent()
    return False


def _hex(colour: str) -> str:
    """A colour as six hexadecimal digits where it is written in a common way, else as it is."""
    if colour.startswith("#") and len(colour) in {4, 7}:
        digits = colour[1:]
        return digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    rgb = _RGB.match(colour)
    if rgb is not None:
        return "".join(f"{min(int(part), 255):02x}" for part in rgb.groups())
    return _NAMED.get(colour, colour)


def _hidden_classes(tree: Element) -> frozenset[str]:
    """Classes that hide: the customary ones, and those that the page's style sheets hide in their one and only rule."""
    css = "".join(element.text or "" for element in tree.iter("style"))[:STYLE_SHEET_CHARACTERS]
    if "none" not in css and "hidden" not in css and "-9" not in css and "font-size:0" not in css:
        return _HIDDEN_CLASSES
    plain = _NESTED_RULE.sub("}", _without_comments(css))
    found = {
        rule.group(1)
        for rule in _CLASS_RULE.finditer(plain)
        if hides(compact(rule.group(2))) and _alone(plain, rule.start()) and css.count(f".{rule.group(1)}") == 1
    }
    return _HIDDEN_CLASSES | frozenset(sorted(found)[: MOST_CLASSES - len(_HIDDEN_CLASSES)])


def _alone(css: str, start: int) -> bool:
    """Whether a selector is a class and nothing else: it stands at the start, behind a rule, or behind a comma."""
    before = css[max(0, start - STYLE_CHARACTERS) : start].rstrip()
    return not before or before[-1] in "},"


def _without_comments(css: str) -> str:
    """A style sheet without its comments, in one pass whatever is open or closed."""
    first, *rest = css.split("/*")
    return first + "".join(part.partition("*/")[2] for part in rest)


def _drop(element: Element) -> None:
    """Takes an element out; the text behind it stays."""
    if element.getparent() is not None:
        element.drop_tree()
