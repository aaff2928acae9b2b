"""Who did it to whom, with country and sector. The sentences are ours."""

import pytest

from flows.events.coding import Coder
from flows.events.parse import sentences
from flows.events.parse.sentences import Passage
from flows.events.who.participants import owners
from flows.events.who.phrases import is_owned
from tests.events.reading import events


def sides(sentence: str, word: str) -> tuple[list[str], list[str]]:
    """The names of source and target of the event at ``word``."""
    passage = Passage(sentences.load_pipeline()(sentence), 0, "body")
    token = next(t for t in passage.doc if t.text == word)
    who = Coder([passage]).code(token, passage, "happened").participants
    for p in who:
        assert sentence[p.start : p.end] == p.text
    return [p.name for p in who if p.role == "source"], [p.name for p in who if p.role == "target"]


@pytest.mark.parametrize(
    ("sentence", "word", "source", "target"),
    [
        ("Kenya praised Uganda.", "praised", ["Kenya"], ["Uganda"]),
        ("Uganda was praised by Kenya.", "praised", ["Kenya"], ["Uganda"]),
        ("Kenya and Ghana condemned Uganda.", "condemned", ["Kenya", "Ghana"], ["Uganda"]),
        ("Kenya, which praised Uganda, is far away.", "praised", ["Kenya"], ["Uganda"]),
        ("Kenya agreed to help Uganda.", "agreed", ["Kenya"], ["Uganda"]),
        ("Kenya imposed sanctions on Uganda.", "imposed", ["Kenya"], ["Uganda"]),
        ("Peru and Chile signed a treaty.", "signed", ["Peru", "Chile"], ["Peru", "Chile"]),
    ],
)
def test_source_and_target(sentence, word, source, target):
    assert sides(sentence, word) == (source, target)


@pytest.mark.parametrize(
    ("sentence", "word", "countries"),
    [
        ("South Korean officials met the Danish ambassador.", "met", {"KOR", "DNK"}),
        ("Moscow warned Paris.", "warned", {"RUS", "FRA"}),
        ("Taliban fighters attacked a Nigerien base.", "attacked", {"AFG", "NER"}),
    ],
)
def test_country_by_demonym_capital_and_group(sentence, word, countries):
    passage = Passage(sentences.load_pipeline()(sentence), 0, "body")
    token = next(t for t in passage.doc if t.text == word)
    assert {p.country for p in Coder([passage]).code(token, passage, "happened").participants} == countries


@pytest.mark.parametrize(
    ("sentence", "word", "source", "target"),
    [
        ("Chad and Niger accused each other of breaking the truce.", "accused", ["Chad", "Niger"], ["Chad", "Niger"]),
        ("The Kenyan envoy departed Nairobi for talks in Kampala.", "departed", ["Kenyan envoy"], []),
        ("Ugandan troops departed Mogadishu.", "departed", ["Ugandan troops"], ["Somalia"]),
        ("KCNA gave no details, but holding talks between Laos and Peru is planned.", "holding", ["Laos", "Peru"],
         ["Laos", "Peru"]),
        ("Ghana accepted the request of Togo to visit Lome.", "visit", ["Ghana"], ["Togo"]),
    ],
)  # fmt: skip
def test_the_side_that_a_word_nearby_is_not(sentence, word, source, target):
    """Each other is themselves; a journey is not to where it began; who tells of talks does not hold them; and who is
    asked to visit is the visitor."""
    assert sides(sentence, word) == (source, target)


@pytest.mark.parametrize(
    ("sentence", "word", "source", "target"),
    [
        ("Laos was accused of spying by Nepal.", "accused", ["Nepal"], ["Laos"]),
        ("Laos accused Nepal of beating two pilgrims.", "beating", ["Nepal"], ["two pilgrims"]),
        ("The abbot thanked Nepal for freeing the pilgrims.", "freeing", ["Nepal"], ["pilgrims"]),
        ("The prior had three novices arrested by bailiffs.", "arrested", ["bailiffs"], ["three novices"]),
        ("After being freed by bandits, the surveyor praised Laos.", "freed", ["bandits"], ["surveyor"]),
        ("Nepal let the hikers leave.", "let", ["Nepal"], ["hikers"]),
        ("Nepal faces tariffs imposed by Laos.", "imposed", ["Laos"], ["Nepal"]),
        ("Laos's memo annoyed ferrymen. The memo blamed Nepal.", "blamed", ["Laos"], ["Nepal"]),
    ],
)
def test_sides_that_the_sentence_tells_from_afar(sentence, word, source, target):
    """A gerund takes no "by" of its own, and is done by whom the accusation or thanks is laid on; what one has done to
    him he suffers; a thing that acts stands for him whose it was said to be."""
    assert sides(sentence, word) == (source, target)


@pytest.mark.parametrize(
    ("sentence", "word", "role", "country"),
    [
        ("Nepal said its neighbour had expelled the hikers.", "expelled", "source", None),
        ("Nepal's rival blamed the hikers.", "blamed", "source", None),
        ("The Nepalese premier phoned his Laotian counterpart.", "phoned", "target", "LAO"),
        ("Nepal's premier blamed the hikers.", "blamed", "source", "NPL"),
    ],
)
def test_a_neighbour_is_of_another_country(sentence, word, role, country):
    assert [told[2] for told in found(sentence, word) if told[0] == role] == [country]


def test_an_invitation_is_his_who_invites():
    doc = sentences.load_pipeline()("She came at the invitation of the Peruvian minister, Ana Rey.")
    noun = next(t for t in doc if t.text == "invitation")
    assert [t.text for t in owners(noun)] == ["minister"]


def found(sentence: str, word: str) -> list[tuple[str, str, str | None, str | None]]:
    """Role, name, country and sector of the participants of the event at ``word``."""
    passage = Passage(sentences.load_pipeline()(sentence), 0, "body")
    token = next(t for t in passage.doc if t.text == word)
    who = Coder([passage]).code(token, passage, "happened").participants
    return [(p.role, p.name, p.country, p.sector) for p in who]


def test_those_of_no_told_country_are_at_home_where_it_happened():
    assert found("Police in Minsk arrested dozens of students.", "arrested") == [
        ("source", "Police in Minsk", "BLR", "COP"),
        ("target", "students", "BLR", "EDU"),
    ]


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("A court jailed a Danish tourist.", "jailed"),
        ("The foreign ministry summoned the Chilean ambassador.", "summoned"),
        ("The government blamed Peru.", "blamed"),
    ],
)
def test_those_who_act_upon_others_of_a_country_need_not_be_of_it(sentence, word):
    assert found(sentence, word)[0][2] is None


def test_a_person_is_known_by_a_noun_that_means_one():
    assert sides("The stevedore praised a philatelist.", "praised") == (["stevedore"], ["philatelist"])
    assert sides("The spreadsheet praised a hypotenuse.", "praised")[0] == []


def test_a_surname_and_a_title_stand_for_the_person_named_in_full():
    text = "Danish Foreign Minister Ida Holm arrived on Monday. Holm criticized Peru. The minister praised Chile."
    assert found(text, "criticized")[0] == ("source", "Ida Holm", "DNK", "GOV")
    assert found(text, "praised")[0] == ("source", "Ida Holm", "DNK", "GOV")


def test_a_pronoun_stands_for_the_subject_before_it():
    assert found("The Kenyan president landed in Lima. He met the mayor.", "met")[0][2] == "KEN"


def test_office_holders_bring_their_country():
    assert found("Macron phoned Erdoğan.", "phoned") == [
        ("source", "Macron", "FRA", "GOV"),
        ("target", "Erdoğan", "TUR", "GOV"),
    ]


def test_what_is_received_comes_from_the_giver():
    assert [p[:2] for p in found("Mali received aid from Norway.", "received")] == [
        ("source", "Norway"),
        ("target", "Mali"),
    ]


def test_every_country_of_the_table_is_in_iso_3166():
    import pycountry

    from flows.events.actors import actor_names

    codes = {entry.country for entry in actor_names().values() if entry.country}
    assert {c for c in codes if pycountry.countries.get(alpha_3=c) is None} <= {"XKX"}


def test_nobody_takes_part_twice_in_one_role():
    text = (
        "The engineers were seen in Kisumu. Police freed four engineers whom they held, and the engineers praised them."
    )
    passage = Passage(sentences.load_pipeline()(text), 0, "body")
    coder = Coder([passage])
    for i in coder.triggers(passage):
        who = coder.code(passage.doc[i], passage, "happened").participants
        assert len({(p.role, p.name) for p in who}) == len(who) == len({(p.role, p.start) for p in who})


def test_a_pronoun_that_opens_a_paragraph_stands_for_the_subject_before_it():
    first, second = "Danish Foreign Minister Ida Holm landed in Lima.", "She criticized Peru."
    passages = [
        Passage(sentences.load_pipeline()(first), 0, "body"),
        Passage(sentences.load_pipeline()(second), 60, "body"),
    ]
    token = passages[1].doc[1]
    source = Coder(passages).code(token, passages[1], "happened").participants[0]
    assert (source.text, source.name, source.country) == ("She", "Ida Holm", "DNK")


@pytest.mark.parametrize("dateline", ["MINSK - ", "LA PAZ, Bolivia (AP) -- ", "ACCRA, March 3 (Agency) -- "])
def test_the_city_of_a_dateline_does_nothing(dateline):
    (event,) = events(f"{dateline}The Danish minister praised Chile.").values()
    assert [p.name for p in event.participants if p.role == "source"] == ["Danish minister"]


def test_a_visitor_is_not_at_home_where_he_visits():
    assert found("The envoy visited Peru.", "visited") == [
        ("source", "envoy", None, "GOV"),
        ("target", "Peru", "PER", None),
    ]


def test_a_family_name_that_stands_first_is_known_by_itself():
    text = "North Korean official Pak Chol-su met Peruvian bankers. Pak thanked Chile."
    assert found(text, "thanked")[0] == ("source", "Pak Chol-su", "PRK", "GOV")


@pytest.mark.parametrize(
    ("text", "word", "target"),
    [
        ("Ghana rejected calls by Togo for a truce.", "rejected", "Togo"),
        ("The council demanded that Chad withdraw.", "demanded", "Chad"),
        ("Italy shipped tractors to Mali.", "shipped", "Mali"),
        ("Rebels attacked a camp near Bamako.", "attacked", "camp"),
    ],
)
def test_the_target_is_whom_the_act_is_directed_at(text, word, target):
    targets = [p.text for p in events(text)[word].participants if p.role == "target"]
    assert any(target in t for t in targets)


def test_the_state_arrests_where_no_other_agent_is_named():
    sources = [p for p in events("A poet was jailed in Niger.")["jailed"].participants if p.role == "source"]
    assert [p.country for p in sources] == ["NER"]


def test_criticism_comes_from_its_source():
    found = events("Togo drew criticism from Ghana.")["criticism"].participants
    assert [p.country for p in found if p.role == "source"] == ["GHA"]


@pytest.mark.parametrize(
    ("sentence", "word", "source", "target"),
    [
        ("Kenya rejected the doubts.", "rejected", ["Kenya"], []),
        ("Kenya rejected Uganda's proposal.", "rejected", ["Kenya"], ["Uganda"]),
        ("Togo's missiles struck a village in Ghana.", "struck", ["Togo"], ["village"]),
        ("The US praised Ghana.", "praised", ["United States"], ["Ghana"]),
        ("Crowds held anti-Danish protests.", "held", ["Crowds"], ["Denmark"]),
        ("US-backed fighters attacked Mali.", "attacked", ["US-backed fighters"], ["Mali"]),
    ],
)
def test_a_side_is_an_actor_or_nobody(sentence, word, source, target):
    assert sides(sentence, word) == (source, target)


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("President Juan Mora flew to Lima. He met miners. On Sunday he praised Chile.", "praised", "Juan Mora"),
        ("Premier Ana Ruiz met Mr Juan Mora. She praised Chile.", "praised", "Ana Ruiz"),
        ('"We condemn Chile," the Danish minister said.', "condemn", "Danish minister"),
        ("Miners and farmers met in Lima. They condemned Chile.", "condemned", "Miners"),
        ("The Danish ministry met miners. It condemned Chile.", "condemned", "Danish ministry"),
    ],
)
def test_a_pronoun_stands_for_who_fits_it(text, word, name):
    assert found(text, word)[0][1] == name


def test_a_name_that_the_tables_know_stands_without_its_title():
    assert found("North Korean leader Kim Jong-un met Peru's envoy.", "met")[0][1:3] == ("Kim Jong un", "PRK")


def test_a_surname_that_many_bear_is_nobody_it_stands_beside():
    assert found("Chief Raymond Novak criticized Peru.", "criticized")[0][2] is None


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Bruno Sand met Naomi Wirth in Graz. She praised Chile.", "praised", "Naomi Wirth"),
        ("The chemist, Otto Kern, lives with a sailor from Akureyri. He praised Chile.", "praised", "Otto Kern"),
        ('The bishop wept. "Judge Orban is a brave man," the crowd shouted. He praised Chile.', "praised", "bishop"),
        ("The league fined two umpires after they had praised Chile.", "praised", "two umpires"),
        ("Judge Ines Roth said that the 40-year-old had attacked a monk.", "attacked", "the 40-year-old"),
    ],
)
def test_whom_a_pronoun_cannot_mean_it_does_not(text, word, name):
    """A given name tells man from woman; whence one comes is no person; who stands in a quotation is not meant outside
    of it; of whom a deed was done to, a clause beside it says why; and nobody describes himself by his age."""
    assert found(text, word)[0][1] == name


@pytest.mark.parametrize(
    ("text", "word", "source", "target"),
    [
        ("A potter was convicted of the murder of two guards.", "murder", ["potter"], ["two guards"]),
        ("Oman charged a diver on counts including assault for punching a sailor.", "punching", ["diver"], ["sailor"]),
        ("The indictment against the diver included counts of assault on a sailor.", "assault", ["diver"], []),
        ("The diver faces charges of kidnapping.", "kidnapping", ["diver"], []),
    ],
)  # fmt: skip
def test_a_deed_that_somebody_is_charged_with_is_his(text, word, source, target):
    assert sides(text, word) == (source, target)


def test_what_one_owns_may_well_be_anothers_target():
    """ "Its" is of no girl, so that "its jeeps" are not her own."""
    doc = sentences.load_pipeline()("Oman said that a girl had attacked its jeeps. The army moved its tanks.")
    assert not is_owned(next(t for t in doc if t.text == "jeeps"))
    assert is_owned(next(t for t in doc if t.text == "tanks"))


def test_no_army_attacks_itself():
    text = "Togolese soldiers came to Bassar. Togo spoke of an assault by the soldiers on its troops."
    assert [told for told in found(text, "assault") if told[0] == "source"] != []
    text = "Togolese soldiers came to Bassar, where an assault on its troops was told of by Togo."
    assert [told for told in found(text, "assault") if told[0] == "source"] == []
    text = "Togolese soldiers shot Togolese soldiers."
    assert [told for told in found(text, "shot") if told[0] == "source"] != []


@pytest.mark.parametrize(
    ("text", "word", "names"),
    [
        ("The foreign minister praised Chile. Foreign Minister Ida Holm will fly to Lima.", "praised", ["Ida Holm"]),
        ("Kivu River Council met. The council praised Chile.", "praised", ["Kivu River Council"]),
        ("Officers of the Kivu Border Force slept. KBF praised Chile.", "praised", ["Kivu Border Force"]),
        ("Ida Holm met Otto Kern in Graz. The two leaders praised Chile.", "praised", ["Ida Holm", "Otto Kern"]),
        ("Oman met with Nepal. Both sides praised Chile.", "praised", ["Oman", "Nepal"]),
        ("Rain fell. The two sides praised Chile.", "praised", ["two sides"]),
    ],
)
def test_whom_a_description_means_is_told_elsewhere(text, word, names):
    assert sides(text, word)[0] == names


def test_a_clause_within_a_phrase_tells_not_of_which_country_it_is():
    text = "Chad praised families of herders jailed by Niger."
    assert found(text, "praised")[1][:3] == ("target", "families of herders", None)


@pytest.mark.parametrize(
    ("text", "word", "source", "target"),
    [
        ("On 5 May 1998 dissident rebels killed five men.", "killed", ["dissident rebels"], ["five men"]),
        ("09:30 Students attacked a guard.", "attacked", ["Students"], ["guard"]),
        ("The presidents held talks in Lima.", "held", ["presidents"], ["presidents"]),
        ("The two presidents signed a pact in Lomé.", "signed", ["two presidents"], ["two presidents"]),
        ("In Brussels the bishop praised Chile.", "praised", ["bishop"], ["Chile"]),
        ("Two ministers died in the attack.", "died", [], ["Two ministers"]),
        ("The villages sued the ministry.", "sued", ["villages"], ["ministry"]),
        ("A spokesman threatened that its fighters would attack Chad.", "threatened", ["spokesman"], ["Chad"]),
    ],
)
def test_who_stands_where_around_a_deed(text, word, source, target):
    """A day is no part of a name; what nobody does alone several do to each other; where words are said, they are not
    said to; who dies is done to; a village that acts is its people; a threatener's own fighters are not threatened."""
    assert sides(text, word) == (source, target)


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("The kidnappers seized two drivers. They were attacked later.", "attacked", "two drivers"),
        ("Otto Kern slept. Born in Graz, the son of a baker, he was attacked.", "attacked", "Otto Kern"),
    ],
)
def test_whom_something_is_done_to_suffered_before(text, word, name):
    """Those who were freed are those who were seized, and nobody is the man whose son he is."""
    assert sides(text, word)[1] == [name]


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("It is the third time that Chad has blamed somebody. Togo slept. It praised Niger.", "praised", "Togo"),
        ("Togo slept. Telecoms group Norvex said that it had praised Niger.", "praised", "Norvex"),
    ],
)
def test_what_it_stands_for_is_a_body(text, word, name):
    assert sides(text, word)[0] == [name]


@pytest.mark.parametrize(
    ("text", "word", "target"),
    [
        ("Prosecutors charge the monk with murder. The monk rejects the charge.", "rejects", ["Prosecutors"]),
        ("A charity said that soldiers had robbed farmers. The army dismissed the report.", "dismissed", ["charity"]),
        ("Malta had offered to send water, but Cyprus rejected the offer.", "rejected", ["Malta"]),
        ("A judge ordered the arrest of Kern. The union condemned the arrests.", "condemned", ["judge"]),
        ("The court accused Chad of theft. Chad rejected that as a lie.", "rejected", ["court"]),
        ("Rain fell. The army dismissed the report.", "dismissed", []),
    ],
)
def test_whose_word_or_deed_is_answered_the_sentences_before_tell(text, word, target):
    assert sides(text, word)[1] == target


@pytest.mark.parametrize(
    ("text", "word", "countries"),
    [
        ("South Korea slept. Oman praised the North.", "praised", ["PRK"]),
        ("South Sudan slept. Oman praised the South.", "praised", ["SSD"]),
        ("Snow fell on Leeds. Oman praised the South.", "praised", [None]),
        ("Oman praised the Inter-American Court.", "praised", [None]),
        ("Oman praised the government and nation of Chad.", "praised", ["TCD"]),
        ("Oman praised Norvex, a unit of a Chadian-Malian group.", "praised", [None]),
    ],
)
def test_of_which_country_a_half_and_a_whole_are(text, word, countries):
    """The North is of a divided country that the article names, or of none; what joins countries is of none of them."""
    assert [c for role, _, c, *_ in found(text, word) if role == "target"] == countries
