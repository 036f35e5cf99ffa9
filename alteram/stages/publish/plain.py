"""A brief as Markdown and as text for a terminal, in the form that readers of such briefs know.

Foreign text stays text: what Markdown would read as a tag, a link or code is escaped, and control characters, which
could move a terminal's cursor or turn its writing round, are left out.
"""

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator

from alteram.model.briefs import Brief, CoverageContrast, Disagreement, Fact, Narrative, Point, Side
from alteram.stages.publish.citing import marks, numbers, origin_names, outlet_names, provided_by, sources_line
from alteram.stages.publish.contested import contested
from alteram.stages.publish.views import Quotes
from alteram.stages.publish.wording import count, interval, listing, moment, words

TERMINAL_WIDTH = 88
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
ACTIVE = re.compile(r"[\\`*<|]|(?<!\w)_|_(?!\w)|~~|&(?=#?\w+;)|\[(?=[^\]]*\][(\[:])")

Escape = Callable[[str], str]


def printable(text: str) -> str:
    """Text without control characters and without marks that change the direction of writing; one line."""
    return CONTROLS.sub("", text).replace("\n", " ")


def literal(text: str) -> str:
    """Text that Markdown renders as itself."""
    return ACTIVE.sub(lambda found: f"\\{found[0]}" if len(found[0]) == 1 else "\\~\\~", printable(text))


def _fact(fact: Fact, escape: Escape) -> str:
    """A fact with its citation numbers behind it."""
    return f"- {escape(fact.sentence.text)}{marks(numbers(fact.sentence) or fact.citations)}"


def _narrative(brief: Brief, narrative: Narrative, escape: Escape) -> str:
    """A narrative in the voice of its side, under its label and providers."""
    opening = provided_by(narrative.label, outlet_names(brief, narrative.providers))
    against = (f"Contested: {one.text}" for one in contested(brief, narrative))
    return f"- {escape(' '.join((opening, *(sentence.text for sentence in narrative.sentences), *against)))}"


def _contrast(brief: Brief, contrast: CoverageContrast, escape: Escape) -> str:
    """A fact that one side leaves out, with how many outlets of each side report it."""
    told = next((fact.sentence.text for fact in brief.facts if fact.sentence.id == contrast.fact), "")
    counts = ", ".join(
        f"{len(outlet_names(brief, side.carrying)) or 'none'} of {len(outlet_names(brief, side.covering))} {side.side}"
        for side in contrast.sides
    )
    return f"- {escape(f'{told} Reported by {counts}.')}"


def _founding_form(brief: Brief, escape: Escape) -> Iterator[str]:
    """Headline, summary, facts, sources and narratives, as blocks."""
    yield escape(brief.headline.text) or "This edition was withdrawn."
    if not brief.facts:
        return
    if brief.summary:
        yield escape(" ".join(sentence.text for sentence in brief.summary))
    yield "Facts"
    yield "\n".join(_fact(fact, escape) for fact in brief.facts)
    yield escape(sources_line(brief))
    if brief.narratives:
        yield "Narratives"
        yield "\n".join(_narrative(brief, narrative, escape) for narrative in brief.narratives)
    if brief.coverage:
        yield "What one side leaves out"
        yield "\n".join(_contrast(brief, contrast, escape) for contrast in brief.coverage)


def value_of(text: str, low: float | None, high: float | None, unit: str) -> str:
    """A value as it is printed, with its interval where that says more: "at least 20 (20 or more)"."""
    bounds = bounds_of(text, low, high, unit)
    return f"{text} ({bounds})" if bounds else text


def bounds_of(text: str, low: float | None, high: float | None, unit: str) -> str:
    """The interval of a value in words; "" where its own text begins with them ("25", "25 people"), and for an hour."""
    if unit == "time":
        return ""
    bounds = interval(low, high)
    return "" if f"{text} ".startswith(f"{bounds} ") else bounds


def side_cells(brief: Brief, side: Side, unit: str, quotes: Quotes | None) -> tuple[str, ...]:
    """A side of a disagreement: value, who says, carried by, as of and, where passages are at hand, the quote."""
    value = value_of(side.text, side.low, side.high, unit)
    carried = listing(outlet_names(brief, (passage.source for passage in side.passages)))
    as_of = f"{moment(side.as_of)} ({words('as_of_from', side.as_of_from)})" if side.as_of else "date unknown"
    cells = (value, side.holder.name, carried, as_of)
    if quotes is None:
        return cells
    shown = (quotes[passage].text for passage in side.passages[:1] if passage in quotes)
    return (*cells, next(shown, "not to be shown"))


def _disagreement_opening(disagreement: Disagreement, escape: Escape) -> str:
    """What a disagreement is about: its sentence, else its slot in words."""
    kind = words("kinds", disagreement.kind)
    if disagreement.sentence is not None:
        return f"{kind}. {escape(disagreement.sentence.text)}{marks(numbers(disagreement.sentence))}"
    return f"{kind}: {escape(slot_words(disagreement))}."


def slot_words(disagreement: Disagreement) -> str:
    """The slot of a disagreement in words: "dock workers killed, Velm"."""
    slot = disagreement.slot
    if slot.unit != "people":
        template = words("slots", slot.predicate.replace(" ", "-"))
        return (
            template.format(who=slot.who)
            if slot.who
            else template.replace(" of the {who}", "").replace("{who}", "").strip(" ,")
        )
    counted = " ".join(part for part in (slot.who or slot.unit, slot.predicate) if part)
    return ", ".join(part for part in (counted, slot.where) if part)


def _tables(brief: Brief, quotes: Quotes | None) -> Iterator[str]:
    """The disagreements as Markdown tables."""
    heads = ("Value", "Who says", "Carried by", "As of", *(("Quote",) if quotes is not None else ()))
    for disagreement in brief.disagreements:
        yield _disagreement_opening(disagreement, literal)
        yield _table(heads, (side_cells(brief, side, disagreement.slot.unit, quotes) for side in disagreement.sides))
        if disagreement.points:
            yield "By time:"
            yield _table(
                ("As of", "Value", "Who says", "Source"),
                (_point_cells(point, disagreement.slot.unit) for point in disagreement.points),
            )
        if disagreement.denials:
            yield "\n".join(f"- {literal(line)}" for line in denial_lines(disagreement))


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Rows as a Markdown table."""
    lines = (heads, ("---",) * len(heads), *(tuple(map(literal, row)) for row in rows))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _point_cells(point: Point, unit: str) -> tuple[str, ...]:
    """A value at one time: when, what, who says, source."""
    value = value_of(point.text, point.low, point.high, unit)
    return moment(point.as_of), value, point.holder.name, f"[{point.passage.source}]"


def _point_words(point: Point, unit: str) -> str:
    return f"{value_of(point.text, point.low, point.high, unit)} ({moment(point.as_of)})"


def denial_lines(disagreement: Disagreement) -> Iterator[str]:
    """Who denies which value of a disagreement, and in which source."""
    for denial in disagreement.denials:
        denied = disagreement.sides[denial.side].text
        yield f"{denial.holder.name} denies it ({denied}). [{denial.passage.source}]"


def _provenance(brief: Brief, escape: Escape) -> Iterator[str]:
    """For each fact, who stands behind it and who carries it."""
    yield "Behind the facts"
    lines = []
    for place, fact in enumerate(brief.facts, start=1):
        origins = origin_names(brief, fact.origins)
        carriers = outlet_names(brief, fact.carriers)
        line = f"- Fact {place}: carried by {count(len(carriers), 'outlet')}"
        line += f" ({listing(carriers)}), " if carriers and carriers != origins else ", "
        line += count(len(fact.origins), "independent origin") + (f" ({listing(origins)})" if origins else "")
        line += "".join(
            f"; the word of {name}" for name in origin_names(brief, (fact.claim_of,) if fact.claim_of else ())
        )
        line += "".join(f"; {words('flags', flag).lower()}" for flag in fact.flags)
        lines.append(escape(f"{line}."))
    yield "\n".join(lines)


def absences(brief: Brief) -> tuple[str, ...]:
    """What the brief leaves out, and why, in words; never the text of a withheld sentence."""
    abstained = (
        f"{words('parts', each.part)}{f' ({each.axis})' if each.axis else ''}: {words('reasons', each.reason)}"
        for each in brief.abstained
    )
    withheld = (
        f"One sentence was withheld: {words('reasons', each.reason)} "
        f"({each.gate}; rested on {marks(sorted({passage.source for passage in each.passages})) or 'no passage'})"
        for each in brief.withheld
    )
    return (*abstained, *withheld)


def _edition(brief: Brief) -> str:
    """The line that closes a brief."""
    made = f"Story {brief.story}, made by Alteram {brief.made_by.alteram}"
    return f"Edition {brief.edition}, as of {moment(brief.as_of)}. {made}."


def markdown(brief: Brief, quotes: Quotes | None = None) -> str:
    """The brief as Markdown: the founding form, then Alteram's additions; `quotes` fill the tables' last column."""
    blocks = [*_founding_form(brief, literal)]
    if brief.disagreements:
        blocks += ["Disagreements", *_tables(brief, quotes)]
    if brief.facts:
        blocks += _provenance(brief, literal)
    if left_out := absences(brief):
        blocks += ["Left out", "\n".join(f"- {literal(line)}." for line in left_out)]
    return "\n\n".join((*blocks, literal(_edition(brief)))) + "\n"


def _wrapped(block: str) -> str:
    """A block in lines of the terminal's width; bullets hang."""
    return "\n".join(
        textwrap.fill(
            line,
            TERMINAL_WIDTH,
            subsequent_indent="  " if line.startswith(("- ", "  ")) else "",
            break_on_hyphens=False,
            break_long_words=False,
        )
        for line in block.splitlines()
    )


def text(brief: Brief) -> str:
    """The brief for a terminal: the same parts, wrapped, each disagreement as a list of its sides."""
    blocks = [*_founding_form(brief, printable)]
    if brief.disagreements:
        blocks.append("Disagreements")
    for each in brief.disagreements:
        cells = ["; ".join(side_cells(brief, side, each.slot.unit, None)) for side in each.sides]
        cells += (
            [f"By time: {', '.join(_point_words(point, each.slot.unit) for point in each.points)}"]
            if each.points
            else []
        )
        lines = (f"- {printable(cell)}" for cell in (*cells, *denial_lines(each)))
        blocks.append("\n".join((_disagreement_opening(each, printable), *lines)))
    if brief.facts:
        blocks += _provenance(brief, printable)
    if left_out := absences(brief):
        blocks += ["Left out", "\n".join(f"- {printable(line)}." for line in left_out)]
    return "\n\n".join(map(_wrapped, (*blocks, printable(_edition(brief))))) + "\n"
