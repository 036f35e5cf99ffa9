"""How a brief names its sources: citation numbers, the (a) and (b) of two articles of one outlet, the Sources line."""

from collections import Counter
from collections.abc import Iterable

from alteram.model.briefs import Brief, Passage, Sentence, Source
from alteram.model.ids import OriginId
from alteram.stages.publish.wording import listing, once

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def numbers(sentence: Sentence) -> tuple[int, ...]:
    """The citation numbers of a sentence, ascending: the union over its clauses."""
    return tuple(sorted({citation.n for clause in sentence.clauses for citation in clause.citations}))


def marks(cited: Iterable[int]) -> str:
    """Citation numbers as they are printed: "[4][5]"."""
    return "".join(f"[{n}]" for n in cited)


def passages(sentence: Sentence, n: int | None = None) -> tuple[Passage, ...]:
    """The passages a sentence cites (of source `n`), in order, each once."""
    cited = (citation for clause in sentence.clauses for citation in clause.citations)
    return tuple(dict.fromkeys(citation.passage for citation in cited if n in (None, citation.n)))


def sentences(brief: Brief) -> tuple[Sentence, ...]:
    """Every published sentence, in the order of the page."""
    return (
        brief.headline,
        *brief.summary,
        *(fact.sentence for fact in brief.facts),
        *(each.sentence for each in brief.disagreements if each.sentence is not None),
        *(sentence for narrative in brief.narratives for sentence in narrative.sentences),
    )


def cited_passages(brief: Brief) -> tuple[Passage, ...]:
    """Every passage that a page of this brief quotes, each once; those of withheld sentences are not among them."""
    of_sentences = (passage for sentence in sentences(brief) for passage in passages(sentence))
    of_sides = (passage for each in brief.disagreements for side in each.sides for passage in side.passages)
    of_points = (point.passage for each in brief.disagreements for point in each.points)
    of_denials = (denial.passage for each in brief.disagreements for denial in each.denials)
    return tuple(dict.fromkeys((*of_sentences, *of_sides, *of_points, *of_denials)))


def _outlet(source: Source) -> str:
    """What makes two sources the same outlet."""
    return source.outlet or source.name


def printed_names(brief: Brief) -> dict[int, str]:
    """Source number to printed name; two cited articles of one outlet become "Newsweek (a)" and "Newsweek (b)"."""
    cited = sorted((source for source in brief.sources if "cited" in source.roles), key=lambda source: source.n)
    total = Counter(map(_outlet, cited))
    seen: Counter[str] = Counter()
    names = {source.n: source.name for source in brief.sources}
    for source in cited:
        outlet = _outlet(source)
        if total[outlet] > 1:
            names[source.n] = f"{source.name} ({_letters(seen[outlet])})"
            seen[outlet] += 1
    return names


def _letters(index: int) -> str:
    """0 is "a", 25 is "z", 26 is "aa"."""
    before, letter = divmod(index, len(LETTERS))
    return (_letters(before - 1) if before else "") + LETTERS[letter]


def sources_line(brief: Brief) -> str:
    """The line under the facts: "Sources: [1]A, [2]Newsweek (a), [3]Newsweek (b) and [4]C."."""
    names = printed_names(brief)
    cited = sorted(source.n for source in brief.sources if "cited" in source.roles)
    return f"Sources: {listing(f'[{n}]{names[n]}' for n in cited)}."


def outlet_names(brief: Brief, sources: Iterable[int]) -> tuple[str, ...]:
    """Names of the outlets behind source numbers, each outlet once."""
    by_number = {source.n: source for source in brief.sources}
    return once(by_number[n].name for n in sources if n in by_number)


def origin_names(brief: Brief, origins: Iterable[OriginId]) -> tuple[str, ...]:
    """Names of origins; an id that the brief does not list is left out."""
    by_id = {origin.id: origin.name for origin in brief.origins}
    return tuple(by_id[origin] for origin in origins if origin in by_id)


def provided_by(label: str, providers: tuple[str, ...]) -> str:
    """The line that opens a narrative: "Pro-establishment narrative, as provided by X and Y."."""
    label = label.strip().rstrip(".")
    said = label.lower().split()
    if "narrative" not in said and said[-1:] != ["argues"]:
        label = f"{label} narrative"
    label = label[:1].upper() + label[1:]
    if not providers or said[-1:] == ["argues"]:
        return f"{label}."
    return f"{label}, as provided by {listing(providers)}."
