"""A row of the user's own acts at the very next reading, in whatever way an article is read."""

from __future__ import annotations

import pickle
import sys
from dataclasses import replace
from datetime import date
from functools import _lru_cache_wrapper, partial
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

import seeds
from flows import annotate, annotate_many, find_dates, stages
from flows.errors import TablesError
from flows.events.parse.sentences import load_pipeline
from flows.events.reader.model import load_model
from flows.records import OURS, ArticleDate, Document, Event, Extracted, Interval, Models, Reference
from flows.reference.catalogue import catalogue
from tests.reference.folders import folder_of, tables_of

OWN = {
    "actors_csv": "name,aliases,country,sector,kind\nLakeside Front,LLF,TGO,REB,body\nAma Dzidzor,,TGO,MIL,person\n",
    "sectors_txt": "SPY: snooper\n",
    "verb_frames_txt": "AGREE: greenlight\nSANCTION: ghost >ACTOR\n-: criticize\n!: visit >ACTOR\n",
    "noun_frames_txt": "CONSULT meet: pow-wow; confab\n",
    "offices_csv": "office,kind,reach\nharbour master,governor,world\n",
    "office_titles_csv": "title,office\nharbour master,harbour master\n",
    "office_holders_csv": "country,office,person,start,end\nTGO,harbour master,Kossi Amegah,2019-03-01,2019-08-31\n",
    "terms_csv": "names,known,until,what\nBlue Canal Treaty,2018-02-11,2y,signed\n",
    "elections_csv": "country,day,kind,round\nCYM,2014-04-14,parliament,1\n",
    "countries_csv": "iso3,name,demonyms,capital\nCYM,Cayman Islands,Caymanian,George Town\n",
    "births_csv": "name,born\nAfi Lawson,1971-12-02\n",
    "known_days_csv": "month,day,year,nouns\n5,11,2013,blaze\n",
    "eras_csv": "name,date_from,date_to\nFerry War,1911-03,1912-10\n",
    "holidays_toml": '[harbour-day]\nnames = ["harbour day"]\ndate = "08-09"\n',
    "timex_rules_toml": '[[rule]]\nname = "grace"\npattern = "year of grace y:YEAR4"\nbuild = "calendar"\n',
    "relative_words_csv": "language,kind,words,means\nde,phrase,heuer,this year\n",
}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Reference:
    return tables_of(tmp_path_factory.mktemp("own"), **OWN)


def read(reference: Reference, *texts: str, reader: Any = "small") -> list[Extracted]:
    """Texts as articles of which nothing else is known, read in this process as a worker reads them."""
    documents = [Document(str(n), str(n), "", "text/plain", text) for n, text in enumerate(texts)]
    dated = stages.date_batch(stages.clean_batch(documents).results, reference=reference)
    models = Models(reader=reader)
    found = stages.extract_batch(dated.results, models=models, reference=reference)
    assert not dated.failures + found.failures
    return found.results


def events(reference: Reference, sentence: str) -> dict[str, Event]:
    """The events of a sentence, by their words."""
    return {event.text: event for event in read(reference, f"News of the day\n\n{sentence}")[0].events}


def dated(reference: Reference, sentence: str) -> ArticleDate:
    """When an article of this sentence was written, and why."""
    return read(reference, f"News of the day\n\n{sentence}", reader="off")[0].dated.date


# ---------------------------------------------------------------- what happened, and who did it
def test_a_verb_that_no_table_had_reports_what_the_user_says(own: Reference):
    sentence = "Kenya's government greenlit a railway line to China on Monday."
    before, after = (events(tables, sentence)["greenlit"] for tables in (OURS, own))
    assert after.event_type == after.plover == "AGREE"
    assert before.event_type != "AGREE"
    assert [(p.role, p.country) for p in after.participants] == [("source", "KEN"), ("target", "CHN")]
    assert after.confidence >= 0.5


@pytest.mark.parametrize("form", ["ghosts", "ghosted", "is ghosting", "has ghosted"])
def test_a_verb_is_known_in_all_its_forms(form: str, own: Reference):
    found = events(own, f"The French government {form} Germany over the matter.")
    assert found[form.split()[-1]].event_type == "SANCTION"


def test_a_use_that_the_user_calls_no_event_is_none(own: Reference):
    sentence = "France criticized Germany over its new budget on Friday."
    assert events(OURS, sentence)["criticized"].event_type == "ACCUSE"
    assert events(own, sentence)["criticized"].event_type is None


def test_a_noun_that_no_table_had_reports_what_the_user_says(own: Reference):
    found = events(own, "The confab between Ghana and Togo took place on Friday.")
    assert found["confab"].event_type == "CONSULT"


def test_an_actor_of_the_users_own_has_the_country_and_the_sector_that_they_say(own: Reference):
    sentence = "The Lakeside Front attacked Ghana's army on Saturday, and Ama Dzidzor praised Ghana."
    sides = [p for event in events(own, sentence).values() for p in event.participants if p.role == "source"]
    assert {("Lakeside Front", "TGO", "REB"), ("Ama Dzidzor", "TGO", "MIL")} <= {
        (p.name, p.country, p.sector) for p in sides
    }
    assert not [p for e in events(OURS, sentence).values() for p in e.participants if p.country == "TGO"]


def test_two_names_of_one_actor_of_the_users_own_are_one_actor(own: Reference):
    first, second = (
        next(p.actor for e in events(own, text).values() for p in e.participants if p.role == "source")
        for text in ("The Lakeside Front attacked Ghana's army.", "The LLF attacked Ghana's army.")
    )
    assert first == second != ""


# ---------------------------------------------------------------- when
def test_a_term_of_the_users_own_bounds_the_day_of_writing(own: Reference):
    sentence = "Fishermen said that the Blue Canal Treaty had ruined them."
    before, after = (dated(tables, sentence).interval for tables in (OURS, own))
    assert before.lo is None or before.lo < date(2018, 1, 1)
    assert after.lo == date(2018, 2, 11)


@pytest.mark.parametrize(
    ("kind", "sentence", "says"),
    [
        ("office holder", "Harbour master Kossi Amegah opened the quay.", (date(2019, 3, 1), date(2019, 8, 31))),
        ("age", "Afi Lawson, 45, who runs the port, opened the quay.", (date(2016, 12, 2), date(2017, 12, 1))),
        (
            "election",
            "Caymanian parties campaign before the parliamentary election in the Cayman Islands on April 14.",
            (date(2013, 1, 1), date(2014, 4, 14)),
        ),
    ],
)
def test_what_the_user_knows_is_heard_as_evidence(kind: str, sentence: str, says: tuple[date, date], own: Reference):
    heard = {e.kind: e.says for e in dated(own, sentence).evidence}
    assert heard[kind].lo is not None
    assert heard[kind].hi is not None
    assert says[0] <= heard[kind].lo <= heard[kind].hi <= says[1]
    assert kind not in {e.kind for e in dated(OURS, sentence).evidence}


def test_expressions_of_the_users_own_are_dates(tmp_path: Path):
    folder = folder_of(tmp_path, **OWN)
    text = "They met on Harbour Day. In the year of grace 1912 nobody came. The May 11 blaze had been worse."
    found = find_dates(text, "2020-12-01", reference=folder)
    assert [timex.value for timex in found] == ["2020-08-09", "1912", "2013-05-11"]
    without = {timex.value for timex in find_dates(text, "2020-12-01")}
    assert "2020-05-11" in without
    assert not without & {"2020-08-09", "2013-05-11"}
    [this_year] = find_dates("Heuer wird gewählt.", "2020-12-01", language="de", reference=folder)
    assert this_year.value == "2020"


def test_an_era_of_the_users_own_dates_what_happened_in_it(own: Reference):
    sentence = "During the Ferry War the army of Togo attacked Ghana."
    assert events(own, sentence)["attacked"].date.interval == Interval(date(1911, 3, 1), date(1912, 10, 31))
    assert events(OURS, sentence)["attacked"].date.basis != "era"


# ---------------------------------------------------------------- one process, several sets of tables
HARBOUR_DAY = '[harbour-day]\nnames = ["harbour day"]\ndate = "{}"\n'
SENTENCE = "Kenya's government greenlit a railway line to China on Monday."


def test_calls_with_other_tables_do_not_disturb_each_other(tmp_path: Path):
    folders = [folder_of(tmp_path / day, holidays_toml=HARBOUR_DAY.format(day)) for day in ("08-09", "03-01")]
    asked = [*folders, None, *folders]
    found = [find_dates("They met on Harbour Day.", "2020-12-01", reference=folder)[0].value for folder in asked]
    assert found == ["2020-08-09", "2020-03-01", "P1D", "2020-08-09", "2020-03-01"]


def test_an_edited_file_is_read_anew(tmp_path: Path):
    found = []
    for day in ("08-09", "03-01"):
        folder = folder_of(tmp_path, holidays_toml=HARBOUR_DAY.format(day))
        found.append(find_dates("They met on Harbour Day.", "2020-12-01", reference=folder)[0].value)
    assert found == ["2020-08-09", "2020-03-01"]


def test_an_article_is_read_with_the_tables_of_its_own_call(tmp_path: Path):
    folder = folder_of(tmp_path, **OWN)
    [found] = annotate_many([SENTENCE], reference=folder)
    assert isinstance(found, Extracted)
    assert {"AGREE"} == {event.event_type for event in found.events if event.text == "greenlit"}


def test_a_broken_folder_is_told_before_anything_is_read(tmp_path: Path):
    folder = folder_of(tmp_path, verb_frames_txt="AGRE: greenlight\n")
    with pytest.raises(TablesError, match=r"verb_frames\.txt:1:1"):
        annotate(SENTENCE, reference=folder)


def test_nothing_made_of_the_users_tables_is_remembered_for_others(own: Reference, monkeypatch: pytest.MonkeyPatch):
    """No memory that knows nothing of tables (`functools.cache`) stands between a table and who asks for it."""
    plain = {code: name for name, cached in _plain_caches().items() if (code := _code(cached))}
    leaks: set[str] = set()
    for asked in ("rows", "lines", "declared"):
        monkeypatch.setattr(seeds, asked, _watched(getattr(seeds, asked), plain, leaks))
    for cached in _plain_caches().values():
        if cached not in (load_pipeline, load_model):
            cached.cache_clear()
    assert plain
    read(replace(own, files=(*own.files, ("group_nouns.txt", "squadron\n"))), *EVERYTHING)
    assert leaks == set()


EVERYTHING = (
    "News of the day\n\nPresident Putin met Kim Jong Un before the election on May 11, in the Cold War. They talked.",
    "Heute ist der 3. Mai 2012.\n\nMinister Müller sagte gestern in Berlin, dass die Wahl im Mai verschoben wird.",
)


def _plain_caches() -> dict[str, Any]:
    modules = {name: module for name, module in sys.modules.items() if name.startswith("flows.")}
    return {
        f"{name}.{attribute}": found
        for name, module in modules.items()
        for attribute, found in vars(module).items()
        if isinstance(found, _lru_cache_wrapper) and not name.startswith("flows.reference")
    }


def _code(cached: Any) -> CodeType:
    code: CodeType = cached.__wrapped__.__code__
    return code


def _watched(asked: Any, plain: dict[CodeType, str], leaks: set[str]) -> Any:
    def ask(name: str) -> Any:
        frame = sys._getframe(1)
        while frame is not None and name in catalogue():
            if frame.f_code in plain:
                leaks.add(f"{plain[frame.f_code]} remembers {name}")
            frame = frame.f_back  # type: ignore[assignment]
        return asked(name)

    return ask


# ---------------------------------------------------------------- in processes of their own
def test_what_a_process_is_sent_has_the_users_tables(own: Reference):
    [article] = stages.clean_batch([Document("1", "1", "", "text/plain", "They met on Harbour Day.")]).results
    function, batch = pickle.loads(pickle.dumps((partial(stages.date_batch, reference=own), [article])))
    [dated] = function(batch).results
    assert [timex.value for timex in dated.timexes] == ["XXXX-08-09"]
