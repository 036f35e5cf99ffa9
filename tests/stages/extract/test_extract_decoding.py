"""Bytes become the text that their author meant, whatever a label says."""

import pytest

from alteram.stages.extract.decoding import decode
from alteram.stages.extract.extracted import Refusal
from tests.stages.extract.pages import PARAGRAPHS, body, page, read

POLISH = "Rada przyjęła zaporę: „Zażółć gęślą jaźń” — powiedział burmistrz, a mieszkańcy słuchali w ciszy."
CZECH = "Rada schválila hráz, řekl starosta; příliš žluťoučký kůň úpěl ďábelské ódy u řeky."


def labelled(charset: str, text: str) -> str:
    return f'<html><head><meta charset="{charset}"></head><body><p>{text}</p></body></html>'


@pytest.mark.parametrize(
    ("payload", "media_type", "text"),
    [
        ("café".encode(), "", "café"),
        ("café".encode(), "text/html; charset=iso-8859-1", "café"),
        (labelled("iso-8859-1", "café — “so”").encode(), "", "café — “so”"),
        (labelled("utf-16", "café").encode(), "", "café"),
        (b"\xef\xbb\xbf" + "café".encode(), "", "café"),
        (b"\xff\xfe" + "café".encode("utf-16-le"), "", "café"),
        (b"\xfe\xff" + "café".encode("utf-16-be"), "text/html; charset=utf-8", "café"),
        (labelled("x", "café").encode("utf-16-le"), "", "café"),
        (labelled("windows-1250", CZECH).encode("cp1250"), "", CZECH),
        (f"<p>{CZECH}</p>".encode("cp1250"), "text/html; charset='windows-1250'", CZECH),
        (labelled("gb2312", "市议会投票决定关闭旧船闸").encode("gb18030"), "", "市议会投票决定关闭旧船闸"),
        (labelled("x-user-defined", "caf\u00e9 \u201cso\u201d").encode("cp1252"), "", "café “so”"),
        (labelled("iso-8859-1", "caf\u00e9 \u201cso\u201d").encode("cp1252"), "", "café “so”"),
        (
            ("<!-- " + "x" * 3000 + " -->" + labelled("koi8-r", "Совет одобрил ремонт шлюза")).encode("koi8-r"),
            "",
            "Совет",
        ),
        (b"<p>caf\xe9 au lait</p>", "", "café au lait"),
        (f"<p>{POLISH * 3} caf".encode() + b"\xe9</p>", "", POLISH),
        (labelled("utf-8", POLISH).encode("utf-8").decode("latin-1").encode(), "", "Rada przyjęła zaporę"),
        ("cafÃ© Ã\u00a0 la carte".encode(), "", "café à la carte"),
        ("NÃO É NADA".encode(), "", "NÃO É NADA"),
        (b"he\x00llo\x07", "", "hello"),
    ],
)
def test_decoding(payload: bytes, media_type: str, text: str) -> None:
    assert text in decode(payload, media_type)


def test_utf7_is_never_decoded() -> None:
    assert "<script>" not in decode(labelled("utf-7", "+ADw-script+AD4-alert(1)").encode())


def test_iso_2022_jp_needs_its_label() -> None:
    escaped = "水門".encode("iso-2022-jp")
    assert "水門" in decode(labelled("iso-2022-jp", "").encode() + escaped)
    assert "水門" not in decode(escaped)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        decode(b"\x81\x8d\x8f\x90\x9d" * 100)
    assert refusal.value.kind == "undecodable"


def test_a_page_in_a_declared_encoding() -> None:
    markup = page(paragraphs=(POLISH, *PARAGRAPHS)).replace("utf-8", "windows-1250")
    assert body(read(markup.encode("cp1250", "xmlcharrefreplace")))[0] == POLISH
