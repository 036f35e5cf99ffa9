"""Who speaks where no subject stands beside the verb: participles, gerunds, second verbs, asides, days between."""

import pytest

from alteram.text.attribution import Attribution, read
from alteram.text.sentences import canonical


def sources(sentence: str) -> dict[str, str | None]:
    """Who speaks, by cue, in a sentence."""
    text = canonical("Harbour news", [sentence])
    found = read(text).sentences[1]
    speaking: tuple[Attribution | None, ...] = (found.attribution, *found.others)
    return {
        text[slice(*one.cue)]: text[slice(*one.source)] if one.source else None for one in speaking if one is not None
    }


@pytest.mark.parametrize(
    ("sentence", "cue", "source"),
    [
        ("Ann Pell said the firm denied it, adding that it lied.", "adding", "Ann Pell"),
        ("The pier fell, and the mayor left the hall, saying that it was old.", "saying", "the mayor"),
        ("The official answered by saying that the pier was old.", "saying", "The official"),
        ("In describing the pier, Ann Pell said that it was old.", "describing", None),
        ("In a letter to the council, Ann Pell doubled her offer and said that it was fair.", "said", "Ann Pell"),
        ("Bo Lund, who lost a son in Osk, Norvania, in July, said that it was old.", "said", "Bo Lund"),
        ("Ann Pell of Osk on Saturday said that it was old.", "said", "Ann Pell of Osk"),
        ("The council on Monday also said that it was old.", "said", "The council"),
        ("They met with Ann Pell, who said that it was old.", "said", "Ann Pell"),
    ],
)
def test_who_speaks(sentence: str, cue: str, source: str | None) -> None:
    assert sources(sentence).get(cue) == source
