"""The reader decides which mentions belong on record; the rules propose them."""

from dataclasses import replace

import pytest

from flows.events import extract
from flows.events import models_version as read_by
from flows.events import reader as learned
from flows.events.coding import Coder
from flows.events.mentions import all_of
from flows.events.parse import sentences as parse
from flows.events.reader import Judgement, NoReaderError, Pointer, weights
from flows.events.reader.readings import CLASSES, LEAST_TYPED
from flows.records import Event, Models
from tests.events.reading import RULES, dated

SMALL = Models(reader="small")
NOBODY = Pointer(1.0, ())


def events(text: str, models: Models = SMALL) -> dict[str, Event]:
    (extracted,) = extract([dated(text)], models=models)
    return {event.text: event for event in extracted.events}


def readings(text: str) -> dict[str, Judgement]:
    [(_, passages)] = parse.read_passages([dated(text).article])
    coder = Coder(passages)
    marked = all_of(passages, coder)
    found = learned.ask_reader(passages, marked, lambda m: coder.frame(m.token, m.passage), "small")
    return {m.token.text: found[m.start] for m in marked}


@pytest.mark.parametrize(
    ("sentence", "word", "event_type"),
    [
        ("Police arrested three opposition leaders in Minsk on Monday.", "arrested", "COERCE"),
        ("The foreign minister of Kenya condemned the attack on the embassy.", "condemned", "ACCUSE"),
        ("Thousands of farmers marched through Lima on Sunday against the new tax.", "marched", "PROTEST"),
        ("Rebels shelled a village in northern Mali, killing nine people.", "shelled", "ASSAULT"),
    ],
)
def test_acts_of_politics_belong_on_record(sentence: str, word: str, event_type: str) -> None:
    event = events(sentence)[word]
    assert event.event_type == event_type
    assert event.confidence > 0.5


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("The striker fired home from the spot after half an hour and the visitors attacked again.", "fired"),
        ("Her new novel attacks no one and charms everyone.", "attacks"),
        ("Shares of the brewer fell after the bank cut its target.", "fell"),
    ],
)
def test_words_of_sport_books_and_markets_do_not(sentence: str, word: str) -> None:
    assert events(sentence)[word].confidence < 0.5


def test_a_mention_that_no_frame_knows_is_typed_where_the_reader_is_sure() -> None:
    text = "The spokesman said the ministry of defence was lying to the families of the dead."
    typed = [e for e in events(text).values() if e.event_type]
    assert [e for e in events(text, RULES).values() if e.event_type] == []
    assert all(e.confidence >= LEAST_TYPED for e in typed)


def test_another_class_takes_the_place_of_the_rules_where_it_is_much_likelier() -> None:
    def reading(accuse: float, assault: float) -> Judgement:
        classes = {"ACCUSE": accuse, "ASSAULT": assault}
        return Judgement(0.9, tuple(classes.get(c, 0.0) for c in CLASSES), (1.0, 0, 0, 0, 0, 0), NOBODY, NOBODY, NOBODY)

    assert reading(0.97, 0.01).event_type("ASSAULT") == "ACCUSE"
    assert reading(0.8, 0.2).event_type("ASSAULT") == "ASSAULT"
    assert reading(0.8, 0.2).event_type() == "ACCUSE"


def test_a_signing_is_an_agreement_that_the_codebook_codes_as_support() -> None:
    signed = events("The ministers of Malawi and Lesotho signed a treaty on fishing in Maseru.")["signed"]
    assert (signed.event_type, signed.plover) == ("AGREE", "SUPPORT")


def test_a_sentence_reads_the_same_in_any_company() -> None:
    texts = ["Police arrested the editor on Friday.", "The court freed him.", "Nobody was hurt. " * 30]
    alone = [extract([dated(text)], models=SMALL)[0].events for text in texts]
    together = [one.events for one in extract([dated(text) for text in texts], models=SMALL)]
    assert alone == together


def test_pointers_name_words_of_the_passage_with_probabilities() -> None:
    for reading in readings("On Monday the army of Chad arrested the mayor.").values():
        for pointer in (reading.source, reading.target, reading.when):
            assert sum(p for _, p in pointer.words) + pointer.nowhere <= 1.0001
            assert all(0 <= word < 10 for word, _ in pointer.words)


def test_a_pointer_finds_who_acts_and_to_whom() -> None:
    reading = readings("On Monday the army of Chad arrested the mayor.")["arrested"]
    assert reading.source.words[0][0] in (3, 4, 5)
    assert reading.target.words[0][0] in (7, 8)


@pytest.mark.parametrize(("on_record", "code"), [(LEAST_TYPED, "ASSAULT"), (0.1, None)])
def test_sides_that_only_a_doubtful_pointer_names_make_no_code(on_record: float, code: str | None) -> None:
    text = "After two decades of fighting, the governor of Oslo said, the valley is quiet."
    [(_, passages)] = parse.read_passages([dated(text).article])
    coder, doc = Coder(passages), passages[0].doc
    at = {token.text: token for token in doc}
    governor = Pointer(0.0, ((at["governor"].i, 1.0),))
    assault = tuple(float(c == "ASSAULT") for c in CLASSES)
    reading = Judgement(on_record, assault, (1.0, 0, 0, 0, 0, 0), governor, NOBODY, NOBODY)
    coding = coder.code(at["fighting"], passages[0], "happened", reading)
    assert (coding.event_type, coding.plover) == ("ASSAULT", code)


def test_a_line_without_a_full_stop_is_read_around_each_mention() -> None:
    found = readings("police arrested a man and " * 60)
    assert found["arrested"].on_record > 0


def test_probabilities_are_probabilities() -> None:
    for reading in readings("The union called a strike after talks with the ministry broke down.").values():
        assert 0 < reading.on_record < 1
        assert sum(reading.classes) == pytest.approx(1, abs=1e-3)
        assert sum(reading.statuses) == pytest.approx(1, abs=1e-3)


def test_the_rules_alone_can_be_asked_for() -> None:
    event = events("Police arrested three opposition leaders in Minsk.", RULES)["arrested"]
    assert event.event_type == "COERCE"
    assert read_by(RULES) == parse.model_version()


def test_what_is_stored_says_which_reader_spoke() -> None:
    said = read_by(SMALL)
    assert said == f"{parse.model_version()} + reader {weights.weights_version('small')}"
    assert Models.written(said) == replace(SMALL, spacy=parse.DEFAULT_MODEL)
    assert Models.written(parse.model_version()).reader == "off"


def test_a_reader_that_was_not_made_is_told(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "READERS", tmp_path)
    with pytest.raises(NoReaderError, match="make reader"):
        learned.check_reader("large")


def test_the_small_reader_is_small() -> None:
    assert sum(f.stat().st_size for f in weights.folder_of("small").iterdir()) < 25_000_000
