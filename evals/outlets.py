"""Whether the registry knows whose a page is, and whose it only looks like.

`python -m evals.outlets` prints: how many addresses of the coverage, the pages and the feeds in the research data
resolve to the right entry (right: the name that the site gives itself is one of the entry's, or the pair was read by
hand and stands in `outlets_read.tsv`); what becomes of 200 look-alikes made from registry domains; whether a domain of
the registry is taken for a look-alike; and how many of the news domains that are *not* in the registry are (false
alarms; that table is measured only, nothing of it ships). `--unread` lists names that nobody has read yet.
"""

import argparse
import gzip
import hashlib
import json
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

from alteram.model.outlets import Outlet, Registry
from alteram.outlets import compact, load_registry, look_alike, registrable
from alteram.outlets.domains import suffix
from evals import SHARED, data_digest, missed
from tools.registry_names import folded
from tools.registry_tables import feeds, tsv

READ = Path(__file__).with_name("outlets_read.tsv")
FOLDER = Path(compact.__file__).parent
NOBODY = "-"
"""In `outlets_read.tsv`: the address is nobody's whom a registry could name (a platform, no address at all)."""
MADE = 200
LEAST_LETTERS = 3
"""Of a name of two letters nothing can be left out."""
_SITE_NAME = re.compile(r"<meta[^>]*og:site_name[^>]*>", re.I)
_CONTENT = re.compile(r"content\s*=\s*(\"[^\"]*\"|'[^']*')", re.I)
HOMOGLYPHS = str.maketrans({"a": "а", "e": "е", "o": "о", "c": "с", "p": "р", "i": "і", "s": "ѕ"})


@dataclass(frozen=True, slots=True)
class Seen:
    """An address in the data and the name that it gives itself ("" where it gives none)."""

    part: str
    host: str
    name: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """Addresses that went to the right entry, to none, to a wrong one; and names that nobody has read yet."""

    right: int
    none: tuple[Seen, ...]
    wrong: tuple[Seen, ...]
    unread: tuple[Seen, ...]


def coverage() -> Iterator[Seen]:
    """Each pair of outlet name and host in the coverage."""
    for part in ("sample", "week"):
        with gzip.open(SHARED / "coverage" / f"{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield Seen(part, _host(row["url"]), row["outlet"])


def pages() -> Iterator[Seen]:
    """Each page with the name in its own metadata."""
    truth = json.loads(gzip.decompress((SHARED / "pages" / "truth.json.gz").read_bytes()))
    for key, row in sorted(truth.items()):
        source = gzip.decompress((SHARED / "pages" / f"{key}.html.gz").read_bytes()).decode("utf-8", "replace")
        tag = _SITE_NAME.search(source)
        content = _CONTENT.search(tag[0]) if tag else None
        yield Seen("pages", _host(row["url"]), unescape(content[1][1:-1]).strip() if content else "")


def served() -> Iterator[Seen]:
    """Each feed that says whose it is."""
    for feed in feeds(SHARED / "feeds"):
        if feed.hosts:
            yield Seen("feeds", feed.hosts[0], feed.title)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def resolved(registry: Registry, seen: Iterator[Seen], read: dict[tuple[str, str], str]) -> Resolved:
    """Where addresses go, each different one once."""
    right = 0
    none: list[Seen] = []
    wrong: list[Seen] = []
    unread: list[Seen] = []
    for each in dict.fromkeys(seen):
        outlet = registry.at(each.host)
        labelled = read.get((each.host, each.name), read.get((each.host, "*")))
        if labelled is None and outlet is not None and _names(outlet, each.name):
            right += 1
        elif labelled is None:
            (unread if outlet is not None else none).append(each)
        elif (outlet.id if outlet else NOBODY) == labelled:
            right += 1
        else:
            (none if outlet is None else wrong).append(each)
    return Resolved(right, tuple(none), tuple(wrong), tuple(unread))


def _names(outlet: Outlet, name: str) -> bool:
    own = (outlet.name, outlet.name.partition(" (")[0], *outlet.aliases, *outlet.domains)
    return bool(folded(name)) and folded(name) in {folded(each) for each in own}


def made(registry: Registry) -> Iterator[tuple[str, str, str]]:
    """Look-alikes: kind, domain, and the registry domain it was made of; chosen by hash, so that they stay."""
    every = sorted({domain for outlet in registry if not outlet.fictional for domain in outlet.domains})
    chosen = sorted(every, key=lambda domain: hashlib.sha256(domain.encode()).hexdigest())
    makers = (("homoglyph", homoglyph), ("punycode", punycode), ("letter", letter), ("suffix", other_suffix))
    for kind, maker in makers:
        count = 0
        for domain in chosen:
            if count == MADE // len(makers):
                break
            fake = maker(domain) if registrable(domain) == domain else None
            if fake is not None and registry.at(fake) is None:
                count += 1
                yield kind, fake, domain


def homoglyph(domain: str) -> str | None:
    """The name with Cyrillic letters in it; None where it has no letter that has a double."""
    name, rest = _parts(domain)
    changed = name.translate(HOMOGLYPHS)
    return f"{changed}.{rest}" if changed != name else None


def punycode(domain: str) -> str | None:
    """The same in its ASCII form."""
    fake = homoglyph(domain)
    return fake.encode("idna").decode("ascii") if fake else None


def letter(domain: str) -> str | None:
    """The name with one letter doubled, left out, or exchanged with its neighbour."""
    name, rest = _parts(domain)
    if len(name) < LEAST_LETTERS:
        return None
    at = 1 + int(hashlib.sha256(name.encode()).hexdigest(), 16) % (len(name) - 2)
    forms = (
        name[:at] + name[at] + name[at:],
        name[:at] + name[at + 1 :],
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    )
    fake = forms[len(name) % 3]
    return f"{fake}.{rest}" if fake != name else None


def other_suffix(domain: str) -> str | None:
    """The name under another suffix."""
    name, rest = _parts(domain)
    return f"{name}.{'info' if rest != 'info' else 'biz'}"


def _parts(domain: str) -> tuple[str, str]:
    end = suffix(domain)
    return domain.removesuffix(f".{end}"), end


def false_alarms(registry: Registry) -> tuple[int, int]:
    """Of the rated news domains that the registry does not have: how many look like one of its own, of how many."""
    with gzip.open(SHARED / "outlets" / "domain_ratings.jsonl.gz", "rt", encoding="utf-8") as lines:
        unknown = [domain for line in lines if registry.at(domain := json.loads(line)["domain"]) is None]
    return sum(look_alike(registry, domain) is not None for domain in unknown), len(unknown)


def load_milliseconds() -> float:
    """CPU time of loading the bundled registry, the least of five."""
    times = []
    for _ in range(5):
        start = time.process_time()
        compact.load(FOLDER)
        times.append(time.process_time() - start)
    return min(times) * 1000


def main() -> int:
    """Prints the figures; exit 1 below a floor."""
    parser = argparse.ArgumentParser(prog="python -m evals.outlets", description=__doc__)
    parser.add_argument("--unread", action="store_true", help="list names that nobody has read, as rows to be read")
    options = parser.parse_args()
    registry = load_registry()
    read = {(host, name): outlet for host, name, outlet in tsv(READ)}
    parts = {"coverage": coverage, "pages": pages, "feeds": served}
    figures: dict[str, float] = {"outlets": sum(not outlet.fictional for outlet in registry)}
    figures["with_feeds"] = sum(bool(outlet.feeds) and not outlet.fictional for outlet in registry)
    mistakes: list[str] = []
    for part, source in parts.items():
        found = resolved(registry, source(), read)
        if options.unread:
            sys.stdout.writelines(
                f"{each.host}\t{each.name}\t{outlet.id if (outlet := registry.at(each.host)) else NOBODY}\n"
                for each in (*found.unread, *found.none)
            )
        total = found.right + len(found.none) + len(found.wrong) + len(found.unread)
        figures[f"{part}.right"] = found.right / total
        figures[f"{part}.none_wrong"] = float(not found.wrong)
        print(f"{part:10} {found.right}/{total} right, {len(found.wrong)} wrong, {len(found.unread)} not read")
        mistakes += [f"  {each.part} {each.host} {each.name!r}" for each in (*found.wrong, *found.none, *found.unread)]
    fakes = list(made(registry))
    unflagged = [fake for fake in fakes if look_alike(registry, fake[1]) is None]
    own = [domain for outlet in registry for domain in outlet.domains]
    figures["look_alikes.flagged"] = 1 - len(unflagged) / len(fakes)
    figures["look_alikes.none_accepted"] = float(not any(registry.at(fake) for _, fake, _ in fakes))
    figures["real.unflagged"] = sum(look_alike(registry, domain) is None for domain in own) / len(own)
    mistakes += [f"  not flagged: {kind} {fake} of {domain}" for kind, fake, domain in unflagged]
    alarms, of = false_alarms(registry)
    print(f"look-alikes {len(fakes) - len(unflagged)}/{len(fakes)} flagged; {len(own)} real domains, none flagged: "
          f"{figures['real.unflagged'] == 1}; of {of} news domains beyond the registry {alarms} flagged")  # fmt: skip
    counts = f"{figures['outlets']:.0f} outlets, {figures['with_feeds']:.0f} with feeds"
    print(f"{counts}; loaded in {load_milliseconds():.0f} ms CPU")
    print("\n".join(["mistakes:", *mistakes] if mistakes else ["no mistakes"]))
    digests = {name: data_digest(sorted((SHARED / name).glob("*.gz"))) for name in ("coverage", "feeds", "outlets")}
    wrong = missed("outlets", figures, digests)
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
