"""A fictional affair told in several stories, as articles and as lines: a wreck, and what came of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from alteram.model.articles import Article
from alteram.model.ids import Moment, OutletId, article_id, digest_of, text_digest
from alteram.text.sentences import canonical, sentences


@dataclass(frozen=True, slots=True)
class Page:
    """One article: `key` names the story that it belongs to."""

    key: str
    outlet: str
    day: str
    title: str
    paragraphs: tuple[str, ...]
    language: str = "en"
    genre: str = "report"

    @property
    def url(self) -> str:
        """An address with a section that says the genre, as pages have it."""
        section = {"live": "live", "roundup": "briefing", "opinion": "opinion"}.get(self.genre, "news")
        return f"https://www.{self.outlet}.example/{section}/{self.key}-{self.day}"

    @property
    def line(self) -> str:
        """The article as a line to import."""
        return json.dumps(
            {
                "url": self.url,
                "outlet": self.outlet,
                "title": self.title,
                "text": "\n\n".join(self.paragraphs),
                "date": self.day,
                "lang": self.language,
            }
        )

    @property
    def article(self) -> Article:
        """The article as extraction would give it."""
        text = canonical(self.title, self.paragraphs)
        digest = digest_of(f"{self.url}\n{text}".encode())
        return Article(
            id=article_id(digest, "sample-1", text_digest(text)),
            url=self.url,
            outlet=OutletId(self.outlet),
            name=self.outlet,
            title=self.title,
            text=text,
            text_sha256=text_digest(text),
            payload_sha256=digest,
            extractor="sample-1",
            sentences=sentences(text),
            language=self.language,
            published=Moment(self.day),
            genre=self.genre,
        )


WRECK = (
    Page(
        "wreck",
        "norvaniapress",
        "2031-08-14",
        "Freighter Halcyon runs aground on Skerrow reef and spills oil",
        (
            "The freighter Halcyon ran aground on the Skerrow reef on Thursday and spilled 300 tonnes of oil, the "
            "coastguard said.",
            "All 19 sailors were taken off by a rescue helicopter from Ostermole before noon.",
            "The hull is torn open over eleven metres, and two tanks are still leaking into the sound.",
            "Fishing was banned between Skerrow and the mouth of the Pellan until further notice.",
        ),
    ),
    Page(
        "wreck",
        "branneskcourier",
        "2031-08-14",
        "Oil spills from freighter Halcyon aground on Skerrow reef",
        (
            "The freighter Halcyon ran aground on the Skerrow reef on Thursday and spilled 300 tonnes of oil into the "
            "sound, according to the coastguard.",
            "All 19 sailors were taken off by a rescue helicopter from Ostermole.",
            "Fishing was banned between Skerrow and the mouth of the Pellan until further notice.",
        ),
    ),
)
CLEANING = (
    Page(
        "cleaning",
        "norvaniapress",
        "2031-08-19",
        "Oil from freighter Halcyon on Skerrow reef rises to 520 tonnes",
        (
            "The freighter Halcyon, which ran aground on the Skerrow reef on Thursday, has spilled 520 tonnes of oil, "
            "the coastguard said.",
            "Two ships with pumps arrived on Monday and began to empty the last of the tanks.",
            "Volunteers counted 140 dead seabirds along the shore of Hallin.",
        ),
    ),
)
STRIKE = (
    Page(
        "strike",
        "docksiderecord",
        "2031-08-18",
        "Fishers of Hallin blockade the port of Ostermole",
        (
            "Some 60 fishing boats blockaded the port of Ostermole on Monday after the freighter Halcyon ran aground "
            "on the Skerrow reef and spilled oil into their grounds.",
            "The boats lay side by side across the entrance, and no ferry left.",
            "The fishers want to be paid 9,000 crowns a boat for every month without a catch.",
        ),
    ),
)
ANSWER = (
    Page(
        "answer",
        "harbourlantern",
        "2031-08-17",
        "Island councils condemn owner of freighter Halcyon",
        (
            "Nine island councils condemned the owner of the Halcyon on Sunday, three days after the freighter ran "
            "aground on the Skerrow reef and spilled oil.",
            "In a joint letter they called the ship a wreck that had been waiting for a rock.",
            "The owner, Brightwater Lines, did not answer questions.",
        ),
    ),
)
FESTIVAL = (
    Page(
        "festival",
        "pellancoastpost",
        "2031-08-21",
        "Hallin cancels its herring festival",
        (
            "The town of Hallin has cancelled its herring festival for the first time in 48 years.",
            "The mayor said that there were neither herrings nor guests, and that the brass band had been paid.",
            "About 12,000 people came to the festival last summer and ate six tonnes of fish.",
            "Hotels along the bay say that every second room is empty in what should be their best month.",
            "A week ago the freighter Halcyon ran aground on the Skerrow reef and spilled oil over the grounds where "
            "the town's boats fish.",
        ),
    ),
)
TWIN = (
    Page(
        "twin",
        "aurellegazette",
        "2031-08-20",
        "Freighter Corvina towed from sandbank off Meridane",
        (
            "The freighter Corvina was towed from a sandbank off Meridane on Wednesday, a day after it got stuck.",
            "Nobody was hurt, and no oil was spilled.",
            "The harbour of Meridane was closed for six hours while two tugs worked.",
        ),
    ),
)
BRIEFING = (
    Page(
        "briefing",
        "norvaniatoday",
        "2031-08-18",
        "Morning briefing: oil, ferries and a budget",
        (
            "The transport ministry will vote on its budget today.",
            "Ferries between Brannesk and Hallin stay in port, and so does the night train.",
            "The national library has found a map that was lost for ninety years.",
            "The freighter Halcyon ran aground on the Skerrow reef on Thursday and spilled oil.",
        ),
        genre="roundup",
    ),
)
LIVE = (
    Page(
        "live",
        "norvaniatoday",
        "2031-08-16",
        "Live: the day on the islands",
        (
            "Our reporters write from Hallin and Ostermole.",
            "14.20: Fishers blockade Ostermole with 60 boats.",
            "14.05: The coastguard says that the wind turns to the west.",
            "13.50: The freighter Halcyon ran aground on the Skerrow reef on Thursday and spilled oil.",
        ),
        genre="live",
    ),
)
AFFAIR: tuple[tuple[Page, ...], ...] = (WRECK, CLEANING, STRIKE, ANSWER, FESTIVAL, TWIN, BRIEFING, LIVE)


def lines(stories: Sequence[Sequence[Page]] = AFFAIR) -> str:
    """The articles of these stories as a file to import."""
    return "\n".join(page.line for story in stories for page in story) + "\n"
