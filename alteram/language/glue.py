"""How an outlet is named in glue, and how pieces read: what every writing stage shares.

The gates have their own grammar of glue and take none of this on trust.
"""

from collections.abc import Mapping

from alteram.model.articles import Article
from alteram.model.briefs import Copied, Evidence, FieldEvidence, Glue, Piece, RegistryEvidence
from alteram.model.outlets import Outlet


def outlet_name(outlet: Outlet) -> tuple[str, tuple[Evidence, ...]]:
    """An outlet's name with its evidence; where a state controls it, after nationality and "state media outlet"."""
    name: tuple[Evidence, ...] = (RegistryEvidence(outlet.id, "name"),)
    if outlet.control != "state-controlled":
        return outlet.name, name
    nationality = f"{outlet.nationality} " if outlet.nationality else ""
    keys = ("nationality", "control") if nationality else ("control",)
    return f"{nationality}state media outlet {outlet.name}", (
        *name,
        *(RegistryEvidence(outlet.id, key) for key in keys),
    )


def source_name(n: int, article: Article, outlet: Outlet | None) -> tuple[str, tuple[Evidence, ...]]:
    """The name of source `n`: its outlet's, or, for one that the registry does not know, the name it is shown under."""
    return (article.name, (FieldEvidence(n, "name"),)) if outlet is None else outlet_name(outlet)


def according_to(name: str, evidence: tuple[Evidence, ...], *, joined: bool = False) -> Glue:
    """ "According to X, " as attribution glue; in lower case after a join."""
    return Glue("attribution", f"{'according' if joined else 'According'} to {name}, ", evidence)


def written(piece: Piece, texts: Mapping[int, str]) -> str:
    """What a piece puts into the sentence; `texts` are the canonical texts by source number."""
    if isinstance(piece, Copied):
        return texts[piece.source][piece.start : piece.end]
    assert isinstance(piece, Glue)  # noqa: S101 - there are two kinds of piece
    return piece.text
