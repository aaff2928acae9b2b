"""What a sentence reports, as PLOVER has it. The sentences are ours, after the codebook's definitions."""

import pytest

from flows.events.frames import reported
from flows.events.parse import sentences
from tests.events.reading import events


def codes(sentence: str) -> dict[str, str]:
    """The frames of a sentence that nothing else carries: word and root."""
    doc = sentences.load_pipeline()(sentence)
    return {doc[i].text: frame.event_type for i, frame in reported.read_frames(doc).items() if not frame.carried}


@pytest.mark.parametrize(
    ("sentence", "word", "root"),
    [
        ("The two presidents met in Vienna.", "met", "CONSULT"),
        ("The envoy held talks with the rebels.", "held", "CONSULT"),
        ("Norway donated ten million dollars to Chad.", "donated", "AID"),
        ("Peru and Chile signed a border treaty.", "signed", "SUPPORT"),
        ("Kenya shared intelligence with Uganda.", "shared", "COOPERATE"),
        ("The junta released forty prisoners.", "released", "YIELD"),
        ("The court convicted the general.", "convicted", "ACCUSE"),
        ("The opposition demanded an apology.", "demanded", "REQUEST"),
        ("Students marched against the government.", "marched", "PROTEST"),
        ("Belgium expelled three diplomats.", "expelled", "SANCTION"),
        ("Police arrested a journalist in Minsk.", "arrested", "COERCE"),
        ("Rebels shelled the town.", "shelled", "ASSAULT"),
        ("Finland mobilized its reserves.", "mobilized", "MOBILIZE"),
        ("Norway wrote off the debts of Chad.", "wrote", "AID"),
        ("The junta backed down before the miners.", "backed", "YIELD"),
        ("Ghana cast doubt on the claims of the governor.", "cast", "ACCUSE"),
        ("The minister came to the defence of the judge.", "came", "SUPPORT"),
        ("Kenya swapped intelligence with Uganda.", "swapped", "COOPERATE"),
        ("Farmers blocked roads in Peru.", "blocked", "PROTEST"),
        ("Chad recalled its ambassador from Niger.", "recalled", "SANCTION"),
        ("Rebels sank a warship of the navy.", "sank", "ASSAULT"),
    ],
)
def test_a_verb_with_its_object_tells_the_root(sentence, word, root):
    assert codes(sentence)[word] == root


@pytest.mark.parametrize(
    ("sentence", "root"),
    [
        ("Ghana agreed to lift the ban.", "AGREE"),
        ("Ghana refused to lift the ban.", "REJECT"),
        ("Ghana threatened to attack the island.", "THREATEN"),
        ("The council urged Ghana to release the crew.", "REQUEST"),
        ("Ghana suspended aid to its neighbour.", "SANCTION"),
        ("Ghana ended the embargo.", "YIELD"),
    ],
)
def test_an_operator_turns_its_operand_into_another_event(sentence, root):
    assert list(codes(sentence).values()) == [root]


@pytest.mark.parametrize(
    ("sentence", "word"),
    [("The house meets the needs of a large family.", "meets"), ("A flood killed nine villagers.", "killed")],
)
def test_other_senses_of_a_verb_are_no_event(sentence, word):
    assert word not in codes(sentence)


def test_status_decides_the_code_of_what_is_planned_or_refused():
    doc = sentences.load_pipeline()("The queen will visit Denmark. Ghana will not release the crew.")
    by_word = {doc[i].text: frame for i, frame in reported.read_frames(doc).items()}
    assert reported.plover(by_word["visit"], "planned") == "AGREE"
    assert reported.plover(by_word["visit"], "happened") == "CONSULT"
    assert reported.plover(by_word["release"], "denied") == "REJECT"


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Norway and Chad held talks in Oslo.", 1),
        ("A Nigerian strike on the camp killed six herders.", 1),
        ("The court jailed the mayor on charges of murder.", 1),
        ("Chad promised to visit Niger.", 1),
    ],
)
def test_one_event_is_counted_once(sentence, count):
    assert len(codes(sentence)) == count


def test_a_charge_or_a_fear_is_no_event():
    assert "murder" not in codes("He fled from accusations of murder.")


def confidence_of(text: str, word: str) -> float:
    return events(text)[word].confidence


def test_confidence_grows_with_what_is_known_of_the_sides():
    both = confidence_of("Ghana attacked Togo.", "attacked")
    one = confidence_of("Ghana attacked a shed.", "attacked")
    none = confidence_of("A neighbour attacked a shed.", "attacked")
    assert both > one > none


def test_what_something_is_for_has_no_code():
    assert events("Chad built a wall to stop Niger.")["stop"].plover is None


def test_a_thing_that_cannot_act_is_hardly_believed():
    assert confidence_of("The gate opens Togo to trade.", "opens") < confidence_of(
        "Ghana opens its border to Togo.", "opens"
    )


def test_a_particle_makes_another_verb():
    assert codes("Union leaders called off the march on Lagos.")["called"] == "YIELD"
