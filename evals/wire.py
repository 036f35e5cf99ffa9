"""Wire copy told from an outlet's own report: `python -m evals.wire`.

On the 924 articles of PolNeAR (measured only; nothing is trained on it or taken from it). Each is read as an article
file is at arrival: title, text, and authors as its byline. Wire copy by the set: its field "wire" names an agency. By
us: the article has a credit. *Named right*: of those that both call so, the credit names that agency (a sign-off in
the manner of an agency, "(Reporting by ...; Editing by ...)", names none and is counted apart). `--errors` lists them.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from typing import Any

from alteram.model.articles import Capture, Declared
from alteram.model.ids import digest_of
from alteram.stages.extract import Extracted, extract_article
from alteram.stages.extract.credit import agency_names
from evals import SHARED, data_digest, missed

DATA = SHARED / "attribution" / "polnear.jsonl.gz"
NOBODY = ("None", "NA", "", None)


def articles() -> Iterator[dict[str, Any]]:
    """All articles of the set."""
    with gzip.open(DATA, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def arrived(article: dict[str, Any]) -> Extracted:
    """The article as it is read at arrival."""
    authors = () if article["author"] in NOBODY else (article["author"],)
    declared = Declared(title=article["title"], text=article["text"], authors=authors)
    payload = article["text"].encode()
    found = extract_article(
        Capture("", payload, digest_of(payload), "text/plain", None, declared, subject=article["id"])
    )
    assert isinstance(found, Extracted), found
    return found


def agency_of(name: str) -> str:
    """The agency's name as we record it."""
    return agency_names().get(name.casefold(), name)


def main() -> int:
    """Print all figures and check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    right = named = unnamed = total = 0
    errors: list[str] = []
    for article in articles():
        total += 1
        wire, credit = article["wire"] not in NOBODY, arrived(article).credit
        if wire != bool(credit):
            errors.append(f"{article['id']}: wire {article['wire']!r}, author {article['author']!r}, credit {credit!r}")
        elif wire:
            right += 1
            known = credit in agency_names().values()
            unnamed += not known
            named += known and credit == agency_of(article["wire"])
    wrong_name = right - named - unnamed
    f1 = 2 * right / (2 * right + len(errors))
    print(f"{total} articles: {len(errors)} errors, F1 {f1:.3f}; {right} credited by both,")
    print(f"  {named} to the same agency, {unnamed} by a sign-off without a name, {wrong_name} to another")
    if asked.errors:
        print("\n".join(errors))
    figures = {"right": 1 - len(errors) / total, "f1": f1, "not_misnamed": 1 - wrong_name / max(1, right)}
    wrong = missed("wire", figures, {"polnear": data_digest([DATA])})
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
