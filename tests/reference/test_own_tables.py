"""What a folder of the user's own tables does to ours, and what is told where it is written wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import seeds
from flows.errors import TablesError
from flows.records import OURS
from flows.reference import laid, read_reference
from flows.reference.catalogue import catalogue
from flows.reference.entries import Problem, read_entries
from flows.reference.laying import our_entries, overlay
from tests.reference.folders import folder_of, tables_of

HEAD = "name,aliases,country,sector,kind\n"


# ---------------------------------------------------------------- laying
def test_a_row_with_our_key_takes_the_place_of_ours_and_another_is_added(tmp_path: Path):
    before = {row["name"]: row for row in seeds.rows("actors.csv")}
    with laid(tables_of(tmp_path, actors_csv=HEAD + "UNICEF,,,NGO,body\nLakeside Front,LLF,TGO,REB,body\n")):
        after = {row["name"]: row for row in seeds.rows("actors.csv")}
    assert after.keys() - before.keys() == {"Lakeside Front"}
    assert after["UNICEF"]["sector"] == "NGO"
    assert {name: row for name, row in after.items() if name not in ("UNICEF", "Lakeside Front")} == {
        name: row for name, row in before.items() if name != "UNICEF"
    }


def test_columns_may_stand_in_any_order_and_be_left_out(tmp_path: Path):
    with laid(tables_of(tmp_path, actors_csv="# mine\n\nkind,sector,name\nperson,MIL, Ama Dzidzor \n")):
        row = seeds.rows("actors.csv")[0]
    assert row == {"name": "Ama Dzidzor", "aliases": "", "country": "", "sector": "MIL", "kind": "person"}


@pytest.mark.parametrize(
    ("file", "text", "gone"),
    [
        ("actors_csv", HEAD + "!UNICEF\n", ("UNICEF",)),
        ("group_nouns_txt", "!junta\n", ("junta",)),
        ("word_classes_txt", "!troops: navy\n", ("troops", "navy")),
        ("verb_frames_txt", "!: meet/with\n", ("meet/with",)),
        ("verb_frames_txt", "!CONSULT meet: meet/with\n", ("meet/with",)),
        ("holidays_toml", '["!halloween"]\n', ("halloween",)),
        ("timex_rules_toml", '[[rule]]\nname = "!iso-date"\n', ("iso-date",)),
        ("office_holders_csv", "country,office,person,start\n!,,Kairat Abdrakhmanov,\n", None),
    ],
)
def test_a_row_that_begins_with_an_exclamation_mark_is_struck_out(
    file: str, text: str, gone: tuple[str, ...] | None, tmp_path: Path
):
    stem, _, suffix = file.rpartition("_")
    name = f"{stem}.{suffix}"
    reference = tables_of(tmp_path, **{file: text})
    with laid(reference):
        left = _said(name)
    keys = {entry.key for entry in our_entries(name)}
    if gone is not None:
        assert gone in keys
        assert len(left) == len(_said(name)) - 1
    else:  # cells of the key that are left empty stand for anything
        assert {row["office"] for row in seeds.rows(name) if row["person"] == "Kairat Abdrakhmanov"}
        assert not [row for row in left if "Kairat Abdrakhmanov" in str(row)]


def _said(name: str) -> list[object]:
    """What a table says, item by item."""
    if name.endswith(".csv"):
        return list(seeds.rows(name))
    if name.endswith(".toml"):
        found = seeds.declared(name)
        return [*found.get("rule", ()), *(key for key in found if key != "rule")]
    sign = ";" if catalogue()[name].form == "frames" else None
    words = (word.strip() for line in seeds.lines(name) for word in line.split(":", 1)[-1].split(sign))
    return [word for word in words if word]


def test_what_the_user_adds_stands_before_ours(tmp_path: Path):
    with laid(tables_of(tmp_path, verb_frames_txt="AGREE: greenlight; rubber-stamp >agreement\n")):
        assert seeds.lines("verb_frames.txt")[:2] == ["AGREE : greenlight", "AGREE : rubber-stamp >agreement"]
        assert seeds.own("verb_frames.txt") == {"greenlight", "rubber-stamp >agreement"}
    assert seeds.own("verb_frames.txt") == frozenset()


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(["actors.csv", "sectors.txt", "operators.txt", "holidays.toml", "eras.csv"]), st.data())
def test_rows_of_ours_laid_over_ours_change_nothing_but_their_order(file: str, data: st.DataObject):
    ours = our_entries(file)
    chosen = data.draw(st.lists(st.sampled_from(ours), unique_by=lambda entry: entry.key, max_size=20))
    with seeds.in_use(overlay("some", {file: chosen})):
        after = _said(file)
    with seeds.in_use(overlay("none", {file: []})):
        before = _said(file)
    assert sorted(map(str, after)) == sorted(map(str, before))


def test_a_folder_of_the_same_files_is_the_same_reference(tmp_path: Path):
    one = tables_of(tmp_path / "one", group_nouns_txt="squadron\n")
    two = tables_of(tmp_path / "two", group_nouns_txt="squadron\n", notes_md="not a table")
    assert one == two
    assert one.digest == two.digest != ""
    assert OURS.digest == ""


def test_an_edited_file_is_another_reference(tmp_path: Path):
    before = tables_of(tmp_path, group_nouns_txt="squadron\n")
    assert tables_of(tmp_path, group_nouns_txt="squadron\ncrew\n").digest != before.digest


# ---------------------------------------------------------------- what is wrong
WRONG = [
    ("actors_csv", "name,alias,country,sector,kind\n", ":1:6: there is no column 'alias'; is aliases meant?"),
    ("actors_csv", "name;aliases;country\n", ":1:5: cells are separated by commas, not semicolons"),
    ("actors_csv", "name,country\n", ":1:1: the header lacks sector, kind"),
    ("actors_csv", HEAD + "Lakeside Front,,TG,REB,body\n", ":2:17: country: 'TG' is no country"),
    ("actors_csv", HEAD + "Lakeside Front,,Togo,REB,body\n", ":2:17: country: 'Togo' is no country; is TGO meant?"),
    ("actors_csv", HEAD + "Lakeside Front,,TGO,RBL,body\n", ":2:21: sector: 'RBL' is no sector: GOV, OPP"),
    ("actors_csv", HEAD + "Lakeside Front,,TGO,REB,\n", ":2:25: kind: is empty"),
    (
        "actors_csv",
        HEAD + "Lakeside Front,,TGO,REB,boddy\n",
        ":2:25: kind: 'boddy' is none of body, person; is body meant?",
    ),
    ("actors_csv", HEAD + "Lakeside Front,A||B,TGO,REB,body\n", ":2:16: aliases: an empty name between two |"),
    ("actors_csv", HEAD + "Front, Lakeside,,TGO,REB,body\n", ":2:26: 6 cells for 5 columns; a cell with a comma"),
    ("actors_csv", HEAD + '"Front,,TGO,REB,body\n', ":2:20: a cell begins with a double quote"),
    ("actors_csv", HEAD + "LLF,,TGO,REB,body\nLLF,,TGO,REB,body\n", ":3:1: the same name as in line 2"),
    ("actors_csv", HEAD + "!UNICEFF\n", ":2:2: strikes out 'UNICEFF', which is no row of ours; is UNICEF meant?"),
    ("group_nouns_txt", "squadron\nJunta\n", ":2:1: word: 'Junta' is to be in lower case"),
    ("word_classes_txt", "arms drone\n", ":1:1: a colon is wanted"),
    ("verb_frames_txt", "AGRE: greenlight\n", ":1:1: type: 'AGRE' is no event type: AGREE"),
    ("verb_frames_txt", "AGREE: greenlight; okay> ACTOR\n", ":1:20: pattern: 'okay>' is no lemma of a pattern"),
    ("verb_frames_txt", "AGREE: okay >Deal\n", ":1:8: pattern: '>Deal' is no condition of a pattern"),
    ("operators_txt", "doo: spearhead\n", ":1:1: type: 'doo' is no operator: do, stop"),
    ("terms_csv", "names,known,what\nBlue Canal,2018-13,begun\n", ":2:12: known: month must be in 1..12"),
    ("terms_csv", "names,what\nBlue Canal,begun\n", ":2:1: known and from are both empty"),
    ("elections_csv", "country,day,kind,round\nTGO,2018-12,parliament,1\n", ":2:5: day: Invalid isoformat string"),
    ("office_holders_csv", "country,office,person,start\nTGO,presidnt,A. B.,2020\n", "is meant?"),
    ("eras_csv", "name,date_from,date_to\nFerry War,1912,1911\n", ":2:1: date_to (1911) is before date_from (1912)"),
    ("known_days_csv", "month,day,year,nouns\n2,30,2001,fire\n", ":2:1: day is out of range for month"),
    ("places_csv", "name,country,kind,latitude,longitude\nAného,TGO,city,6.23,x\n", "could not convert string"),
    ("places_csv", "name,country,kind,latitude,longitude\nAného,TGO,city,96,1\n", ":2:16: latitude: 96 is no number"),
    ("holidays_toml", '[harbour-day]\nnames = ["harbour day"]\n', ":1:1: one of date, dates"),
    ("holidays_toml", '[harbour-day]\nnames = ["harbour day"\n', ":2:1: unclosed array"),
    ("timex_rules_toml", '\n[[rule]]\nname = "x"\npattern = "( MON"\nbuild = "calendar"\n', ":3:1: pattern: "),
    ("timex_rules_toml", '[[rule]]\nname = "x"\npattern = "MONN"\nbuild = "calendar"\n', ":2:1: pattern: 'MONN'"),
    ("timex_rules_toml", '[[rule]]\nname = "x"\npattern = "MON"\nbuild = "calender"\n', "is calendar meant?"),
    ("actor_csv", HEAD, ": no table has this name; is actors.csv meant?"),
]


@pytest.mark.parametrize(("file", "text", "told"), WRONG)
def test_what_is_wrong_is_told_with_file_line_and_column(file: str, text: str, told: str, tmp_path: Path):
    stem, _, suffix = file.rpartition("_")
    folder = folder_of(tmp_path, **{file: text})
    with pytest.raises(TablesError) as raised:
        read_reference(folder)
    [problem] = raised.value.problems
    assert problem.startswith(f"{folder / f'{stem}.{suffix}'}:")
    assert told.replace("is meant?", "meant?") in problem


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path):
    folder = folder_of(tmp_path, actors_csv=HEAD + "A,,XX,GOV,body\nB,,TGO,GVO,body\n", eras_csv="name\n")
    with pytest.raises(TablesError) as raised:
        read_reference(folder)
    assert [p.partition(str(folder))[2][:14] for p in raised.value.problems] == ["/eras.csv:1:1:"]
    (folder / "eras.csv").unlink()
    with pytest.raises(TablesError) as raised:
        read_reference(folder)
    assert [p.partition("actors.csv:")[2][:4] for p in raised.value.problems] == ["2:4:", "3:8:"]


def test_a_country_that_the_user_adds_is_known_to_the_other_tables(tmp_path: Path):
    countries = "iso3,name,capital\nXSO,Southland,Porto Sul\n"
    tables_of(tmp_path, countries_csv=countries, actors_csv=HEAD + "Southern Guard,,XSO,MIL,body\n")


def test_a_file_that_is_not_in_utf_8_is_told_with_its_place(tmp_path: Path):
    (tmp_path / "eras.csv").write_bytes(b"name,date_from,date_to\n\xc4ra,1911,1912\n")
    with pytest.raises(TablesError, match=r"eras\.csv:2:1: the file is not written in UTF-8"):
        read_reference(tmp_path)


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_read(tmp_path: Path):
    (tmp_path / "eras.csv").write_bytes("\ufeffname,date_from,date_to\r\nÄra,1911,1912\r\n".encode())
    with laid(read_reference(tmp_path)):
        assert seeds.rows("eras.csv")[0]["name"] == "Ära"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(TablesError, match="there is no folder of this name"):
        read_reference(tmp_path / "no")


@given(st.text(alphabet='a,"!\n#:;[]=', max_size=60), st.sampled_from(sorted(catalogue())))
@settings(max_examples=150, deadline=None)
def test_whatever_a_file_holds_it_is_read_or_what_is_wrong_has_a_place_in_it(text: str, file: str):
    problems: list[Problem] = []
    entries = read_entries(catalogue()[file], text, problems)
    places = [(p.line, p.column) for p in problems] + [(e.place.line, e.place.column) for e in entries]
    lines = max(1, len(text.splitlines()))
    assert all(1 <= line <= lines and column >= 1 for line, column in places)
