"""Gate G7 of titles: how many origins it takes to print one that accuses."""

from dataclasses import replace

from alteram.language.lexical import LexicalJudge
from alteram.model.articles import Article
from alteram.stages.verify import Reference, check_brief, printed_title
from tests.engine.harbour import ARTICLES, REGISTRY, article, brief

TITLE = "Greta Fisk stole 4,000 crowns from the ferry company"
SAID = "Greta Fisk stole 4,000 crowns from the ferry company of Vell over eleven years."
AGAIN = "The bookkeeper Greta Fisk stole 4,000 crowns that belonged to the ferry company."
OTHERS = (
    "Rain fell on the northern mole all day while the town council talked about its new lamps.",
    "Three schools in the upper town stay closed until their roofs have been mended in June.",
)


def reference(*articles: Article) -> Reference:
    """The articles as sources, in order."""
    return Reference(dict(enumerate(articles, start=1)), REGISTRY, LexicalJudge())


def test_one_origin_is_too_few_also_where_its_own_article_repeats_it() -> None:
    alone = article("courier", 9, TITLE, SAID, OTHERS[0])
    other = article("post", 10, "Rain in Vell", OTHERS[0])
    assert printed_title(1, reference(alone, other)) == "Article of 2 May 2031"
    assert printed_title(2, reference(alone, other)) == "Rain in Vell"


def test_a_second_origin_that_says_the_same_lets_the_title_be_printed() -> None:
    first = article("courier", 9, TITLE, SAID, OTHERS[0])
    second = article("post", 10, "Ferry company misses crowns", OTHERS[1], AGAIN)
    assert printed_title(1, reference(first, second)) == TITLE


def test_a_second_outlet_that_denies_it_is_no_second_origin() -> None:
    first = article("courier", 9, TITLE, SAID, OTHERS[0])
    denied = AGAIN.replace("stole", "never stole")
    assert printed_title(1, reference(first, article("post", 10, "Crowns", OTHERS[1], denied))) != TITLE


def test_verification_refuses_a_title_that_accuses_and_one_that_nobody_wrote() -> None:
    title = "Greta Fisk stole the cranes of the harbour"
    told = "Greta Fisk worked on the cranes for twenty years and lives near the harbour of Vell."
    paragraphs = ARTICLES[0].text.split("\n\n")[1:]
    articles = (article("courier", 9, title, *paragraphs, told), *ARTICLES[1:])
    made = brief(articles=articles)
    by_id = {one.id: one for one in articles}
    known = reference(*(by_id[source.article] for source in made.sources))
    place = next(at for at, source in enumerate(made.sources) if source.article == articles[0].id)
    assert made.sources[place].title == "Article of 2 May 2031"
    assert all(verdict.replays for verdict in check_brief(made, known))

    def reasons(title: str) -> set[str]:
        source = replace(made.sources[place], title=title)
        changed = replace(made, sources=(*made.sources[:place], source, *made.sources[place + 1 :]))
        return {finding.reason for verdict in check_brief(changed, known) for finding in verdict.findings}

    assert reasons(title) == {"private-person-in-title"}
    assert reasons("Harbour of Vell reopens") == {"source-line-differs"}
