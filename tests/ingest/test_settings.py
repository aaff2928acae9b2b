"""What a user may set: the names of fields, and what an input may cost."""

import pytest

from flows.ingest import FieldMap, Limits
from flows.ingest.stated_language import language_code


def test_a_name_of_the_users_own_comes_before_the_usual_ones():
    names = FieldMap.with_names({"text": "Volltext (neu)", "published": "erschienen"})
    picked = names.pick({"text": "short", "volltext neu": "long", "Erschienen": "2017-11-20", "title": "T"})
    assert picked == {
        "text": ("volltext neu", "long"),
        "published": ("Erschienen", "2017-11-20"),
        "title": ("title", "T"),
    }


def test_a_field_that_is_none_of_ours_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match=r"no such field: colour .*published"):
        FieldMap.with_names({"colour": "c"})


def test_a_limit_is_set_by_name_with_a_unit_or_without():
    limits = Limits.with_values({"document_bytes": "2 MiB", "archive_members": "7", "page_seconds": "1.5"})
    assert (limits.document_bytes, limits.archive_members, limits.page_seconds) == (2 << 20, 7, 1.5)
    assert limits.html_depth == Limits().html_depth


@pytest.mark.parametrize("value", ["", "0", "-1", "many", "1e3", "5 parsecs"])
def test_a_limit_that_bounds_nothing_is_refused(value: str):
    with pytest.raises(ValueError, match="document_bytes must be a size"):
        Limits.with_values({"document_bytes": value})


def test_a_number_of_things_has_no_size():
    with pytest.raises(ValueError, match="archive_members must be a positive number"):
        Limits.with_values({"archive_members": "1MiB"})


@pytest.mark.parametrize(
    ("stated", "code"),
    [("de", "de"), ("pt-BR", "pt"), ("eng", "en"), ("French", "fr"), ("zh_TW", "zh"), ("klingonese", None), ("", None)],
)
def test_a_stated_language_is_brought_to_one_notation(stated: str, code: str | None):
    assert language_code(stated) == code
