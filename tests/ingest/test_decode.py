"""What a stored text is: whatever bytes came, in whatever encoding, and what was lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.errors import Refused
from flows.ingest.decode import decode, repair_mojibake, storable, storable_in_place

SENTENCE = "Der Bürgermeister von Łódź sprach über die Brücke, und niemand widersprach ihm an diesem Abend. "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_recognised_without_being_told(encoding: str):
    found = decode((SENTENCE * 3).encode(encoding))
    assert (found.text, found.warnings) == (SENTENCE * 3, ())


def test_older_encodings_are_guessed_from_the_text():
    text = "Министр прибыл в столицу в понедельник и встретился с президентом страны. " * 4
    assert decode(text.encode("cp1251")).text == text


def test_a_declared_encoding_is_believed_when_the_bytes_agree():
    assert decode("“Español”".encode("cp1252"), "iso-8859-1").text == "“Español”"


@pytest.mark.parametrize(
    ("raw", "declared", "code"),
    [
        (SENTENCE.encode(), "no-such-code", "encoding_unknown"),
        (SENTENCE.encode(), "utf-16", "encoding_mismatch"),
        (SENTENCE.encode() + b"\xff\xfe" + SENTENCE.encode(), None, "invalid_bytes"),
        (b"\xef\xbb\xbf caf\xe9", None, "invalid_bytes"),
    ],
)
def test_what_was_wrong_is_said(raw: bytes, declared: str | None, code: str):
    assert [c for c, _ in decode(raw, declared).warnings] == [code]


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(Refused, match="no text"):
        decode(bytes(range(256)) * 10)


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "utf-16", "big5", "hex", "\0"]))
def test_any_bytes_are_decoded_or_refused(raw: bytes, declared: str | None):
    try:
        stored = storable(decode(raw, declared).text)
    except Refused:
        return
    assert stored.encode().decode() == stored


def test_line_ends_are_one_kind_and_what_cannot_be_seen_is_gone():
    assert storable("\ufeffA\r\nB\rC\vD\x85E\u2028F") == "A\nB\nC\nD\nE\nF"
    assert storable("Sep\u00adtem\u200bber\0 1\x0720") == "September 120"


def test_joiners_that_words_are_spelt_with_stay():
    assert storable("می\u200cخواهم") == "می\u200cخواهم"


def test_a_control_of_the_upper_range_is_the_windows_character_that_was_meant():
    assert storable("don\x92t") == "don’t"


@given(st.text())
def test_storing_twice_changes_nothing(text: str):
    assert storable(storable(text)) == storable(text)


@given(st.text())
def test_in_place_no_offset_moves(text: str):
    assert len(storable_in_place(text)) == len(text)


def test_mojibake_is_undone_and_said_and_the_rest_left_alone():
    repaired, warnings = repair_mojibake(f"{SENTENCE}\nTrumpâ€™s cafÃ©\n“Curly” — dashes…\n")
    assert repaired == f"{SENTENCE}\nTrump’s café\n“Curly” — dashes…\n"
    assert [c for c, _ in warnings] == ["mojibake_fixed"]
    assert repair_mojibake(SENTENCE) == (SENTENCE, ())


def test_a_western_declaration_gives_way_to_words_that_are_not_western():
    words = "Докеры прекратили работу в порту, и суд рассмотрит дело на следующей неделе. " * 2
    found = decode(words.encode("cp1251"), "iso-8859-1")
    assert (found.text, [code for code, _ in found.warnings]) == (words, ["encoding_mismatch"])
    french = "Le pont a été fermé, dit-on, après l’été : les dégâts sont très élevés. "
    assert decode(french.encode("cp1252"), "iso-8859-1").text == french


@pytest.mark.parametrize(
    "text",
    [
        "北港的码头工人星期二停止工作，两艘油轮等到晚潮。市长说，新桥将于春天开放。",
        "港の労働者は火曜日に仕事をやめ、二隻の船は夕方の潮まで待った。",
        "부두 노동자들은 화요일 새벽에 일을 멈췄고, 유조선은 저녁 밀물까지 기다려야 했다.",
    ],
)
def test_ideographs_in_utf_16_are_known_without_a_mark(text: str):
    for encoding in ("utf-16-le", "utf-16-be"):
        assert decode(text.encode(encoding)).text == text


def test_japanese_that_switches_character_sets_is_read_whatever_it_declares():
    text = "港の労働者は火曜日に仕事をやめた。"
    for declared in ("iso-2022-jp", "utf-8", None):
        assert decode(f"<p>{text}</p>".encode("iso2022_jp"), declared).text == f"<p>{text}</p>"


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859-2"])
def test_signs_in_the_midst_of_words_are_polish_letters(encoding: str):
    text = "Dokerzy przerwali pracę, a statki czekały w głównej przystani do późna i dłużej, aż wróciły łodzie i głosy."
    found = decode(text.encode(encoding), "iso-8859-1")
    assert (found.text, [code for code, _ in found.warnings]) == (text, ["encoding_mismatch"])


def test_signs_beside_figures_are_signs():
    text = "Le réservoir de 20 m³ coûte 30 £ ± 5 ; l'été, 10 m³, 12 m³, 14 m³, 16 m³ et 18 m³ suffisent."
    assert decode(text.encode("latin-1"), "iso-8859-1").text == text
