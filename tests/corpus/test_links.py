"""Which mentions are of one event: alike in type, participants, place and days."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.corpus.links import Actor, TypedMention, link
from flows.corpus.vocabulary import Vocabulary
from flows.records import Interval

MAY = date(2024, 5, 1)
CHAD, NIGER, MALI = (Actor(n.lower(), c, None) for n, c in (("Chad", "TCD"), ("Niger", "NER"), ("Mali", "MLI")))
GHANA = Actor("ghana", "GHA", None)
_NAMES = frozenset({"zarkand", "okonjo", "bellweather"})
STORY = Vocabulary(_NAMES, _NAMES, seldom=frozenset({"oars", "jetty", "fishermen"}))


def mention(
    event_id: str, doc_id: str = "a", source: Actor = CHAD, target: Actor = NIGER, day: int = 3, kind: str = "CONSULT",
    place: str | None = None,
) -> TypedMention:  # fmt: skip
    on = MAY + timedelta(day)
    return TypedMention(event_id, doc_id, kind, (source,), (target,), Interval(on, on), place, None)


def groups(*found: TypedMention) -> set[frozenset[str]]:
    by_canonical: dict[str, set[str]] = {}
    for made in link(found):
        by_canonical.setdefault(made.canonical_id, set()).add(made.event_id)
    return {frozenset(g) for g in by_canonical.values()}


def test_the_same_parties_on_the_same_day_are_one_event_across_documents():
    assert groups(mention("1", "a"), mention("2", "b")) == {frozenset({"1", "2"})}


def test_equals_may_change_sides():
    assert groups(mention("1", "a"), mention("2", "b", NIGER, CHAD)) == {frozenset({"1", "2"})}


def test_a_visit_is_not_the_one_of_the_host_to_the_guest():
    visit, other, back = (
        replace(one, mode="visit") for one in (mention("1"), mention("2", "b"), mention("3", "c", NIGER, CHAD))
    )
    assert groups(visit, other, back) == {frozenset({"1", "2"})}


def test_who_visits_a_country_and_who_is_at_some_place_on_that_journey_are_two_visits():
    told, other, somewhere = (replace(mention(i, i), mode="visit", vocabulary=STORY) for i in "123")
    assert groups(told, other, replace(somewhere, targets=())) == {frozenset({"1", "2"})}


def test_another_party_another_day_another_place_or_another_kind_is_another_event():
    one = mention("1", "a", place="Abuja")
    assert groups(one, mention("2", "b", target=MALI)) == set()
    assert groups(one, mention("2", "b", day=9)) == set()
    assert groups(one, mention("2", "b", place="Lagos")) == set()
    assert groups(one, mention("2", "b", kind="AID")) == set()


def test_a_visit_is_another_event_than_the_meeting_but_a_meeting_may_be_called_talks():
    met, visited, talked = (replace(mention(i, i), mode=m) for i, m in (("1", "meet"), ("2", "visit"), ("3", "talk")))
    assert groups(met, visited, talked) == {frozenset({"1", "3"})}


def test_one_attack_is_told_in_many_modes():
    fought, killed = (replace(mention(i, i, kind="ASSAULT"), mode=m) for i, m in (("1", "fight"), ("2", "kill")))
    assert groups(fought, killed) == {frozenset({"1", "2"})}


def test_a_strike_is_no_march_and_an_abduction_no_killing():
    for kind, modes in (("PROTEST", ("strike", "demonstrate")), ("ASSAULT", ("torture", "kill"))):
        one, other = (replace(mention(mode, mode, kind=kind), mode=mode) for mode in modes)
        assert groups(one, other) == set()


def test_somebody_of_one_country_is_not_yet_the_same_one_but_he_is_in_two_articles_of_one_story():
    traders, villagers = Actor("traders", "NER", "BUS"), Actor("villagers", "NER", None)
    shot = replace(mention("1", "a", target=traders, kind="ASSAULT"), lemma="shoot", sources=())
    died = replace(mention("2", "b", target=villagers, kind="ASSAULT"), lemma="shooting", sources=())
    assert groups(shot, died) == set()
    assert groups(*(replace(one, vocabulary=STORY) for one in (shot, died))) == {frozenset({"1", "2"})}


def test_what_is_told_in_the_same_rare_words_is_one_event_though_the_act_has_another_name():
    lifted = replace(mention("1", "a", kind="COERCE"), lemma="lift", vocabulary=STORY)
    swept = replace(mention("2", "b", kind="COERCE"), lemma="sweep", vocabulary=STORY)
    assert groups(lifted, swept) == set()
    told = frozenset({"oars", "jetty", "fishermen"})
    assert groups(replace(lifted, around=told), replace(swept, around=told)) == {frozenset({"1", "2"})}
    often = replace(STORY, seldom=frozenset())
    assert groups(*(replace(one, around=told, vocabulary=often) for one in (lifted, swept))) == set()


def test_two_who_share_no_side_meet_by_a_name_in_their_sentences():
    men, crew = (Actor(word, None, None, is_named=False) for word in ("men", "crew"))
    told = frozenset({"zarkand", "jetty", "oars"})
    one, other = (
        replace(mention(i, i, side, side, kind="ASSAULT"), lemma="seize", vocabulary=STORY, around=told)
        for i, side in (("1", men), ("2", crew))
    )
    assert groups(one, other) == {frozenset({"1", "2"})}
    assert groups(one, replace(other, around=told - {"zarkand"})) == set()


def test_over_several_days_a_speaker_says_many_things_of_one_man():
    over_a_week = Interval(MAY, MAY + timedelta(6))
    one, other = (
        replace(mention(i, i, kind="ACCUSE"), lemma=word, days=over_a_week, vocabulary=STORY)
        for i, word in (("1", "denounce"), ("2", "scold"))
    )
    assert groups(one, other) == set()
    again = replace(other, lemma="denounce")
    assert groups(one, again) == set()
    assert groups(*(replace(said, around=frozenset({"jetty"})) for said in (one, again))) == {frozenset({"1", "2"})}


def test_an_event_has_the_day_that_its_article_introduces_it_with():
    """What is said of it later may take the day of another one that it is compared with."""
    struck = replace(mention("9", "a", day=20, kind="ASSAULT"), start=10)
    compared = replace(mention("1", "a", day=3, kind="ASSAULT"), start=400, retells="9")
    assert groups(struck, compared, mention("5", "b", day=3, kind="ASSAULT")) == {frozenset({"1", "9"})}
    assert groups(struck, compared, mention("5", "b", day=20, kind="ASSAULT")) == {frozenset({"1", "5", "9"})}


def test_undated_news_is_of_the_last_days_before_it_was_told():
    told = replace(mention("1", "a"), days=Interval(None, MAY + timedelta(5)), is_dated=False, vocabulary=STORY)
    assert groups(told, replace(mention("2", "b", day=4), vocabulary=STORY)) == {frozenset({"1", "2"})}
    assert groups(told, replace(mention("2", "b", day=-20), vocabulary=STORY)) == set()


def test_two_countries_that_speak_on_a_day_need_not_say_one_thing():
    general, envoy = Actor("general", "TCD", None), Actor("envoy", "TCD", "GOV")
    asked = replace(mention("1", "a", general, kind="REQUEST"), lemma="appeal")
    called = replace(mention("2", "b", envoy, Actor("army", "NER", "MIL"), kind="REQUEST"), lemma="call")
    assert groups(asked, called) == set()


def test_a_date_as_wide_as_a_year_links_nothing_across_documents():
    year = Interval(date(2024, 1, 1), date(2024, 12, 31))
    wide = TypedMention("1", "a", "CONSULT", (CHAD,), (NIGER,), year)
    assert groups(wide, mention("2", "b")) == set()


def test_a_mention_that_is_no_longer_linked_stands_for_itself():
    alone = TypedMention("2", "a", "CONSULT", (CHAD,), (NIGER,), Interval(MAY, MAY), canonical_id="1")
    (made,) = link([alone])
    assert (made.event_id, made.canonical_id) == ("2", "2")


def test_two_countries_of_one_word_are_two():
    north, south = Actor("korea", "PRK", None), Actor("korea", "KOR", None)
    assert groups(mention("1", "a", north), mention("2", "b", south)) == set()


def test_a_person_may_be_called_by_another_of_his_names():
    full = Actor("mensah", None, "GOV", names=frozenset({"ada", "osei", "mensah"}))
    short = Actor("osei", None, "GOV", names=frozenset({"osei"}))
    one, other = (
        replace(mention(i, i, CHAD, who, kind="COERCE"), mode="arrest") for i, who in (("1", full), ("2", short))
    )
    assert groups(one, other) == {frozenset({"1", "2"})}


def test_reports_differ_by_a_day_in_what_no_word_dates():
    undated = replace(mention("1", "a", day=4), is_dated=False)
    assert groups(undated, mention("2", "b", day=3)) == {frozenset({"1", "2"})}
    assert groups(replace(undated, is_dated=True), mention("2", "b", day=3)) == set()


def test_the_same_strike_a_month_later_is_another():
    struck = replace(mention("1", "a", kind="ASSAULT"), is_dated=False, lemma="strike")
    assert groups(struck, replace(struck, event_id="2", doc_id="b", days=mention("2", day=33).days)) == set()


some = st.builds(
    mention,
    event_id=st.sampled_from("123456789"),
    doc_id=st.sampled_from("abc"),
    source=st.sampled_from([CHAD, NIGER, MALI]),
    target=st.sampled_from([CHAD, NIGER, MALI]),
    day=st.integers(0, 8),
    kind=st.sampled_from(["CONSULT", "AID"]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(some, max_size=4, unique_by=lambda m: m.event_id))
def test_the_order_of_the_mentions_does_not_matter(found):
    answers = {tuple(link(order)) for order in permutations(found)}
    assert len(answers) == 1


@settings(max_examples=40, deadline=None)
@given(st.lists(some, max_size=6, unique_by=lambda m: m.event_id))
def test_linking_again_what_is_linked_changes_nothing(found):
    canonical = {made.event_id: made.canonical_id for made in link(found)}
    again = [replace(m, canonical_id=canonical.get(m.event_id)) for m in found]
    assert {made.event_id: made.canonical_id for made in link(again)} == canonical


@settings(max_examples=40, deadline=None)
@given(st.lists(some, max_size=6, unique_by=lambda m: m.event_id))
def test_a_canonical_event_is_one_of_its_own_mentions_and_of_one_kind(found):
    kinds = {m.event_id: m.event_type for m in found}
    made = {m.event_id: m.canonical_id for m in link(found)}
    assert all(made[canonical] == canonical and kinds[event] == kinds[canonical] for event, canonical in made.items())


def test_thousands_of_mentions_of_one_busy_week_fall_into_its_days():
    crowd = [mention(f"{i:05}", f"d{i}", day=i % 7) for i in range(4_000)]
    assert len({made.canonical_id for made in link(crowd)}) == 7


def test_what_an_article_retells_is_one_event_there():
    assert groups(mention("1"), replace(mention("2", day=9), retells="1")) == {frozenset({"1", "2"})}
    assert groups(mention("1"), mention("2")) == set()


def test_what_an_article_tells_in_several_sentences_is_weighed_as_one_event():
    no_target = TypedMention("1", "a", "CONSULT", (CHAD,), (), Interval(None, MAY + timedelta(40)), None, None)
    dated = replace(mention("2", "a"), retells="1")
    assert groups(no_target, dated, mention("3", "b")) == {frozenset({"1", "2", "3"})}


def test_of_two_events_of_an_article_the_likelier_one_is_that_of_another():
    vaguer = TypedMention("2", "a", "CONSULT", (CHAD,), (), Interval(MAY, MAY + timedelta(20)), None, None)
    assert groups(mention("1", "a"), vaguer, mention("3", "b")) == {frozenset({"1", "3"})}


def test_who_strikes_back_is_not_who_was_struck():
    struck = mention("1", "a", CHAD, NIGER, kind="ASSAULT")
    assert groups(struck, mention("2", "b", NIGER, CHAD, kind="ASSAULT")) == set()
    assert groups(struck, mention("2", "b", CHAD, NIGER, kind="ASSAULT")) == {frozenset({"1", "2"})}


def test_what_is_hardly_an_event_links_no_articles():
    doubted = replace(mention("1", "a"), confidence=0.3)
    assert groups(doubted, mention("2", "b")) == set()


def test_the_men_of_one_article_are_not_those_of_another():
    men = Actor("men", None, None, is_named=False)
    assert groups(mention("1", "a", men, men), mention("2", "b", men, men)) == set()


def test_whoever_denounces_somebody_on_a_day_condemns_him():
    denounced = replace(mention("1", "a", kind="ACCUSE"), lemma="denounce")
    assert groups(denounced, replace(mention("2", "b", kind="ACCUSE"), lemma="condemn")) == {frozenset({"1", "2"})}


def test_what_a_speaker_known_by_name_says_on_a_day_of_somebody_described_is_told_by_two_articles():
    speaker = Actor("osei", "GHA", "GOV", names=frozenset({"ada", "osei"}))
    men, bishop = (Actor(word, None, None, is_named=False) for word in ("men", "bishop"))
    said = [replace(mention("1", "a", speaker, men, kind="ACCUSE"), lemma="deride")]
    said.append(replace(mention("2", "b", speaker, bishop, kind="ACCUSE"), lemma="scold"))
    said = [replace(one, vocabulary=STORY) for one in said]
    assert groups(*said) == {frozenset({"1", "2"})}
    assert groups(said[0], replace(said[1], days=Interval(MAY, MAY + timedelta(9)))) == set()
    assert groups(*(replace(one, sources=(GHANA,)) for one in said)) == set()


def test_an_event_that_is_as_good_as_certain_is_one_with_both_tellings_of_an_article():
    speaker = Actor("osei", "GHA", "GOV", names=frozenset({"ada", "osei"}))
    first, again, other = (
        replace(mention(i, doc, speaker, kind="ACCUSE"), mode="allege", lemma="accuse")
        for i, doc in (("1", "a"), ("2", "a"), ("3", "b"))
    )
    assert groups(first, again, other) == {frozenset({"1", "2", "3"})}


def test_an_arrest_is_no_indictment_by_the_same_court_on_the_same_day():
    arrested = replace(mention("1", "a", kind="COERCE"), lemma="arrest")
    assert groups(arrested, replace(mention("2", "b", kind="COERCE"), lemma="indict")) == set()
    assert groups(arrested, replace(mention("2", "b", kind="COERCE"), lemma="arrest")) == {frozenset({"1", "2"})}


def test_within_a_week_one_side_in_common_makes_no_two_meetings_one():
    """Many meet and many fight within a week: both sides, or rare words of theirs, show which it was."""
    week = Interval(MAY, MAY + timedelta(6))
    one, other = (replace(mention(i, i), days=week, vocabulary=STORY) for i in "12")
    assert groups(one, other) == {frozenset({"1", "2"})}
    assert groups(one, replace(other, targets=())) == set()
    words = frozenset({"oars", "jetty"})
    told_alike = [replace(one, around=words), replace(other, targets=(), around=words)]
    assert groups(*told_alike) == {frozenset({"1", "2"})}


def test_who_is_shot_at_by_a_patrol_did_not_attack_it_then():
    """Somebody of the patrol's own country is no patrol: its name stands on the other side of the other deed."""
    patrol, villager = Actor("patrol", "TCD", "MIL", is_named=False), Actor("villager", "TCD", None, is_named=False)
    shot = replace(mention("1", "a", patrol, villager, kind="ASSAULT"), vocabulary=STORY)
    attacked = replace(mention("2", "b", villager, patrol, kind="ASSAULT"), vocabulary=STORY)
    assert groups(shot, attacked) == set()
    assert groups(shot, replace(shot, event_id="3", doc_id="c")) == {frozenset({"1", "3"})}
