"""The language of a text: two witnesses, or the model."""

import subprocess
import sys

import pytest

from alteram.stages.extract import languages
from alteram.stages.extract.languages import language_of

ENGLISH = (
    "The harbour council said on Monday that it would close the old ferry pier for repairs until the end of the month. "
    "Boats to the island will leave from the northern quay instead, and tickets that were bought for the old pier stay "
    "valid. Fishers who keep their nets in the sheds beside it have been asked to move them before Thursday evening."
)
GERMAN = (
    "Der Hafenrat teilte am Montag mit, dass die alte Anlegestelle bis zum Ende des Monats wegen Reparaturen gesperrt "
    "wird. Die Boote zur Insel fahren solange vom nördlichen Kai ab, und bereits gekaufte Fahrkarten bleiben gültig. "
    "Die Fischer, die ihre Netze in den Schuppen daneben lagern, sollen sie bis Donnerstagabend wegräumen."
)
DANISH = (
    "Havnerådet meddelte mandag, at den gamle færgebro bliver lukket for reparationer indtil slutningen af måneden. "
    "Bådene til øen sejler i stedet fra den nordlige kaj, og billetter, der allerede er købt, gælder fortsat. "
    "Fiskerne, som har deres garn liggende i skurene ved siden af, er blevet bedt om at flytte dem inden torsdag aften."
)
GREEK = (
    "Το συμβούλιο του λιμανιού ανακοίνωσε τη Δευτέρα ότι η παλιά αποβάθρα θα μείνει κλειστή για επισκευές ως το τέλος "
    "του μήνα. Τα πλοία για το νησί θα φεύγουν από τη βόρεια προβλήτα και τα εισιτήρια που έχουν ήδη αγοραστεί ισχύουν "
    "κανονικά. Οι ψαράδες πρέπει να μαζέψουν τα δίχτυα τους πριν από το βράδυ της Πέμπτης, είπε ο πρόεδρος."
)
TABLE = " ".join(f"{number} Team {number + 3}" for number in range(100))


@pytest.mark.parametrize("declared", ["", "en", "en-GB", "de", "xx", "not a language"])
@pytest.mark.parametrize(
    ("text", "code"), [(ENGLISH, "en"), (GERMAN, "de"), (DANISH, "da"), (GREEK, "el")], ids=["en", "de", "da", "el"]
)
def test_the_text_outranks_what_the_page_declares(text: str, code: str, declared: str) -> None:
    assert language_of(text, declared) == code


@pytest.mark.parametrize(("text", "declared"), [(ENGLISH, ""), (ENGLISH, "en_US"), (GERMAN, "en"), (GREEK, "")])
def test_clear_texts_need_no_model(text: str, declared: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_text: str) -> str:
        raise AssertionError("the model was asked")

    monkeypatch.setattr(languages, "_classified", refuse)
    assert language_of(text, declared) is not None


@pytest.mark.parametrize("text", [ENGLISH[:120], TABLE], ids=["short", "table"])
def test_short_and_unclear_texts_go_to_the_model(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "_classified", lambda given: f"asked for {len(given)}")
    assert language_of(text, "") == f"asked for {min(len(text), languages.READ_CHARACTERS)}"


def test_a_short_text_is_in_the_declared_language() -> None:
    assert language_of("Harbour closed.", "da-DK") == "da"


def test_importing_the_stage_loads_no_reader_of_pages() -> None:
    code = (
        "import sys; from alteram.stages.extract import EXTRACTOR, resolve; "
        "print(*{'trafilatura', 'lxml', 'py3langid', 'numpy', 'htmldate', 'resiliparse'} & set(sys.modules))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == ""
