"""Headlines: which title of a report a story may stand under."""

import re

from alteram.language import Statement
from alteram.language.lexical import features
from alteram.model.briefs import Origin, Sentence
from alteram.model.ids import compare, day
from alteram.model.stories import Dossier
from alteram.stages.facts.common import Common
from alteram.stages.facts.matching import Backed, Passages
from alteram.stages.facts.writing import write_headline
from alteram.text.attribution import read
from alteram.text.furniture import is_furniture
from alteram.text.grammar.compression import variants
from alteram.text.lexicon import phrases
from alteram.text.provenance import passage_origin

MOST_HEADLINE_WORDS = 20
_FEATURE = re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases('feature_titles')))})(?!\w)")


def headlines(dossier: Dossier, passages: Passages, shared: Common) -> tuple[tuple[Sentence, ...], tuple[Origin, ...]]:
    """Titles of reports that most other articles' words support; a feature's or a later day's only where no other is.

    A live page has no title of one event: it never gives the headline. With them the origins that they rest on.
    """
    found: list[tuple[tuple[float, ...], int, Sentence, Backed]] = []
    opened = dossier.articles[0].when if dossier.articles else None
    for n, article in enumerate(dossier.articles, start=1):
        if article.genre != "report" or not article.title:
            continue
        reading = read(article.text).sentences[0]
        for spans in variants(article.text, reading.span)[:1]:
            statement = Statement(article, reading.span, spans)
            title = article.text[spans[0][0] : spans[-1][1]]
            if "?" in title or is_furniture(title) or len(title.split()) > MOST_HEADLINE_WORDS or title.isupper():
                continue
            origin = passage_origin(article, n, reading, spans, dossier.origins, dossier.registry)
            backed = passages.backing(statement, n, origin)
            later = bool(
                opened and article.when and compare(article.when, opened) == 1 and day(article.when) != day(opened)
            )
            spoken = bool(reading.quotations) or features(statement).voice != "own"
            salience = shared.salience(features(statement).lemmas)
            feature = float(_FEATURE.search(title.lower()) is not None)
            rank = (feature, -float(len(backed.counted)), float(later), float(spoken), -salience)
            found.append((rank, n, write_headline(n, article, spans, backed, dossier.registry), backed))
    found.sort(key=lambda item: (item[0], item[1]))
    origins = {b.origin.id: b.origin for *_, backed in found for b in backed.backings}
    return tuple(sentence for _, _, sentence, _ in found), tuple(origins[key] for key in sorted(origins))
