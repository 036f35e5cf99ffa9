"""Bodies that a publisher cuts into chunks, with advertisements between: extractors take the first for the whole."""

from alteram.stages.extract.tree import Element

LEAST_CHUNK = 200
"""Characters of paragraphs directly inside a chunk."""
LEAST_BODY = 1000
"""Characters of all chunks of one class together."""


def join_chunks(tree: Element) -> bool:
    """Moves, in place, what stands in the chunks of a cut body into the first chunk. Says whether there was one.

    Chunks are elements of one and the same class attribute that hold paragraphs directly, and none the other. Of
    several such classes the one with the most text is the body.
    """
    groups: dict[str, list[tuple[Element, int]]] = {}
    for element in tree.xpath("//*[self::div or self::section][@class][p]"):
        size = sum(len(paragraph.text_content()) for paragraph in element.iterchildren("p"))
        if size >= LEAST_CHUNK:
            groups.setdefault(" ".join(element.get("class").split()), []).append((element, size))
    cut = [group for group in groups.values() if len(group) > 1 and sum(size for _, size in group) >= LEAST_BODY]
    if not cut:
        return False
    (first, _), *others = max(cut, key=lambda group: sum(size for _, size in group))
    for other, _ in others:
        if first not in other.iterancestors() and other not in first.iterancestors():
            first.extend(list(other))
    return True
