"""A small warehouse written the way the pipeline writes one: an article whose page date lies, and hostile ones."""

from __future__ import annotations

from pathlib import Path

from expectations.rules import check_plainly
from flows.records import Evidence, Extracted, Interval, Region
from tests.articles import article, day, document, event, participant, span, timex
from warehouse.store import Warehouse

LIE = """Friday 4 March 2022

Trade envoy due in Oslo as the harbour accord falters

Mira Valen, the trade envoy of Dornland, will arrive in Oslo on Monday for talks with her \
Norwegian counterpart, officials said.

Mira Valen at the port of Kesta, October 12, 2016

The visit comes five weeks after both governments signed the harbour accord. On Thursday the coast guard detained \
a freighter. Relations were established in 1961. Elections are due in January.

Related stories: Ten beaches to see this summer
"""
SCRIPT = "<script>window.pwned=1</script><img src=x onerror=window.pwned=1>"
HOSTILE_TITLE = f"{SCRIPT}\u202etxt.exe\u202c “'\">]]>--> {{{{ 7*7 }}}} " + "A" * 5000


def lying_article(when: str = "2016-11-18/2016-12-31") -> Extracted:
    """A page of 2022 whose text was written in the last weeks of 2016."""
    of = document(LIE, source_uri="articles/oslo.txt")
    at = LIE.index

    def region(kind, first, last):
        return Region(kind, at(first), at(last) + len(last))

    def witness(kind, words, says, weight, note):
        return Evidence(kind, says, weight, words, at(words), at(words) + len(words), note)

    monday, thursday = (
        timex(of, words, when, rule="weekday") for words, when in (("Monday", "2016-11-21"), ("Thursday", "2016-11-17"))
    )
    return article(
        of,
        when=when,
        verdict="mismatch",
        claimed="2022-03-04",
        source="header line",
        reason="A caption of October 2016 and an election still to come in January put the text before 2017.",
        title="Trade envoy due in Oslo as the harbour accord falters",
        outlet="Harbour Gazette",
        evidence=[
            witness(
                "caption_date",
                "October 12, 2016",
                Interval(day("2016-10-12"), None),
                0.9,
                "pictured: written on that day or later",
            ),
            witness(
                "future_month",
                "in January",
                Interval(day("2016-02-01"), day("2016-12-31")),
                0.7,
                "told as still to come",
            ),
            witness(
                "date_line",
                "Friday 4 March 2022",
                span("2022-03-04"),
                0.3,
                "a page's date may be the day it was rendered",
            ),
            Evidence(
                "office_holder",
                span("2015-01-10/2018-06-30"),
                0.6,
                "Mira Valen",
                at("Mira Valen"),
                at("Mira Valen") + 10,
                "envoy",
            ),
        ],
        timexes=[
            timex(of, "Friday 4 March 2022", "2022-03-04", region="date_line", anchor="self", rule="weekday_date"),
            monday,
            timex(of, "October 12, 2016", "2016-10-12", region="caption", anchor="self", rule="date"),
            thursday,
            timex(of, "1961", "1961-01-01/1961-12-31", anchor="self", rule="year", granularity="year", value="1961"),
            timex(of, "January", "2017-01-01/2017-01-31", rule="month", granularity="month", value="2017-01"),
        ],
        events=[
            event(
                of,
                "arrive",
                "2016-11-21",
                basis="timex",
                status="planned",
                plover="AGREE",
                confidence=0.9,
                cue="will",
                speaker="officials",
                participants=(participant(of, "Mira Valen", country="NOR", sector="GOV"),),
                place="Oslo",
                place_country="NOR",
            ),
            event(
                of,
                "signed",
                "2016-10-12/2016-10-17",
                basis="timex",
                event_type="AGREE",
                mode=None,
                plover="AGREE",
                confidence=0.8,
            ),
            event(
                of,
                "detained",
                "2016-11-17",
                basis="timex",
                event_type="COERCE",
                mode="seize",
                plover="COERCE",
                confidence=0.8,
            ),
            event(
                of,
                "established",
                "1961-01-01/1961-12-31",
                basis="timex",
                event_type="COOPERATE",
                mode=None,
                plover="COOPERATE",
                confidence=0.7,
            ),
        ],
        regions=[
            region("date_line", "Friday", "2022"),
            region("title", "Trade envoy due", "falters"),
            region("body", "Mira Valen, the", "officials said."),
            region("caption", "Mira Valen at", "October 12, 2016"),
            region("body", "The visit comes", "in January."),
            region("teaser", "Related stories", "this summer"),
        ],
    )


def hostile_articles() -> list[Extracted]:
    """Markup, scripts, reordering and control characters, a megabyte on one line: in every field there is."""
    markup = document(
        f"{HOSTILE_TITLE}\n\n{SCRIPT * 20} met on Monday. \u202eevil\u2066 \x07\x1b[31m </div></body></html>",
        source_uri="<b>x</b>.txt",
    )
    line = document("met on Monday " + "x" * 1_000_000 + " and then left on Tuesday")
    claims = {"when": "2017-11-20", "claimed": "2021-06-15", "verdict": "mismatch"}
    quote = Evidence("date_line", span("2017-11-20"), 0.5, SCRIPT, note=HOSTILE_TITLE)
    return [
        article(
            markup,
            title=HOSTILE_TITLE,
            outlet=SCRIPT,
            byline=SCRIPT,
            reason=HOSTILE_TITLE,
            evidence=[quote],
            source=SCRIPT,
            **claims,
            timexes=[timex(markup, "Monday", rule=SCRIPT)],
            events=[
                event(
                    markup,
                    "met",
                    confidence=0.9,
                    place=SCRIPT,
                    cue=SCRIPT,
                    speaker=SCRIPT,
                    participants=(participant(markup, SCRIPT, country="NOR"),),
                )
            ],
        ),
        article(
            line,
            title="x" * 100_000,
            timexes=[timex(line, "Tuesday", "2017-11-21")],
            events=[event(line, "left", "2017-11-21", confidence=0.9)],
            **claims,
        ),
    ]


def sample_warehouse(path: Path, batch: list[Extracted] | None = None) -> Path:
    """Write ``batch`` (the lying article and the hostile ones) to ``path`` as one run, and publish it."""
    batch = batch or [lying_article(), *hostile_articles()]
    with Warehouse.open(path, checker=check_plainly) as warehouse:
        warehouse.begin_run("run-1")
        warehouse.write_documents("run-1", [extracted.dated.article.document for extracted in batch])
        audit = warehouse.write_extracted("run-1", batch)
        assert not audit.held, audit
        warehouse.finish_run("run-1", "completed", {"ingested": len(batch), "flagged": sum(audit.flags.values())})
        warehouse.publish()
    return path
