"""Titles that accuse: whom a title lays harm at the door of, and the neutral words that stand in such a title's place.

A title is the loudest sentence of an article and passes no gate, since nothing is copied from it. It is printed in
lists of sources, links and feeds, so that gate G7 asks of it what it asks of a fact.
"""

import re
from collections.abc import Iterable

from alteram.model.articles import Article, Span
from alteram.model.ids import DAY_LENGTH, Moment
from alteram.text.names import surname
from alteram.text.people.persons import Person, harms, is_victim, persons

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
UNDATED = "Article without a date"


def title_span(text: str) -> Span:
    """Where the title stands in a canonical text: before its first blank line; empty where there is none."""
    end = text.find("\n\n")
    return (0, max(end, 0))


def neutral_title(published: Moment | None) -> str:
    """What stands in the place of a title that accuses: "Article of 14 August 2013"."""
    if published is None:
        return UNDATED
    year, month, day = published[:DAY_LENGTH].split("-")
    return f"Article of {int(day)} {MONTHS[int(month) - 1]} {year}"


def accused(article: Article, texts: Iterable[str] = ()) -> tuple[Person, ...]:
    """The private persons whom the title of `article` lays crime, abuse, corruption or illness at the door of.

    `texts` are canonical texts of the same story: who has an office in one of them is in public life. A surname alone
    is that of any private person of the article who has it, unless one with an office there has it too.
    """
    start, end = title_span(article.text)
    words = harms(article.text, start, end)
    if not words:
        return ()
    here = persons(article.text)
    public = {_called(one) for text in (article.text, *texts) for one in persons(text) if one.office}
    shared = {surname(one.name) for one in here if _called(one) in public}
    return tuple(
        person
        for person in here
        if _called(person) not in public
        and any(not is_victim(article.text, at, words) for at in _mentions(article.text, end, person, shared))
    )


def lone_title(article: Article) -> str:
    """The title as it may be printed where nothing else is known of the story: neutral words for one that accuses."""
    return neutral_title(article.published) if accused(article) else article.title


def _called(person: Person) -> tuple[str, str]:
    """First and last name: "Jane Q. Roe" is "Jane Roe"."""
    return person.name.split()[0], surname(person.name)


def _mentions(text: str, end: int, person: Person, shared: set[str]) -> tuple[Span, ...]:
    """Where the title names a person: as the body writes the name, or in capitals, where names cannot be told apart."""
    full, last, title = person.name, surname(person.name), text[:end]
    if not any(form in title for name in (full, last) for form in (name, name.upper())):
        return ()
    wanted = [full] if last in shared or _is_a_thing(text, full, last) else [full, last]
    forms = "|".join(re.escape(form) for name in wanted for form in (name, name.upper()))
    return tuple(found.span() for found in re.finditer(rf"\b(?:{forms})(?!\w)", title))


def _is_a_thing(text: str, full: str, last: str) -> bool:
    """Whether the last word of a name is none that stands for a person: written small, and never without the first."""
    if full == last or not re.search(rf"\b{re.escape(last.lower())}\b", text):
        return False
    first = full[: -len(last)]
    body = text[title_span(text)[1] :]
    return not re.search(rf"(?<!{re.escape(first)})\b{re.escape(last)}\b", body)
