-- How dates are written in messages and views, for people.

create or replace macro day_text(d) as strftime(d, '%-d %B %Y');

create or replace macro span_text(lo, hi) as case
    when lo is null and hi is null then 'at an unknown time'
    when lo is null then 'by ' || day_text(hi)
    when hi is null then 'on or after ' || day_text(lo)
    when lo = hi then 'on ' || day_text(lo)
    else 'between ' || day_text(lo) || ' and ' || day_text(hi)
end;

-- How many days lie between two closed intervals: 0 where they share a day.
create or replace macro days_apart(lo1, hi1, lo2, hi2) as coalesce(greatest(
    case when lo2 > hi1 then date_diff('day', hi1, lo2) end,
    case when lo1 > hi2 then date_diff('day', hi2, lo1) end,
    0
), 0);

create or replace macro or_open(bound) as coalesce(bound::varchar, '…');

create or replace macro severity_rank(severity) as case severity when 'critical' then 0 when 'warning' then 1 else 2 end;

-- How sure an event must be to stand in a view: the tables hold all of them.
create or replace macro least_confidence() as coalesce(
    (select value from settings where name = 'least confidence'), 0.5
);

create or replace macro status_rank(status) as case status
    when 'happened' then 0 when 'ongoing' then 1 when 'denied' then 2 when 'reported' then 3 when 'planned' then 4 else 5
end;

-- A flag is what is wrong with what: the same finding of a later run has the same id.
create or replace macro flag_id(code, doc_id, event_id, char_start, char_end, part) as left(md5(concat_ws(chr(31),
    code, coalesce(doc_id, ''), coalesce(event_id, ''), coalesce(char_start, -1), coalesce(char_end, -1),
    coalesce(part, ''))), 16);

-- Whether an interval lies in a year as a whole, and whether it may: for "what happened in 2017".
create or replace macro in_year(date_from, date_to, y) as coalesce(year(date_from) = y and year(date_to) = y, false);
create or replace macro maybe_in_year(date_from, date_to, y) as
    (date_from is not null or date_to is not null)
    and coalesce(year(date_from), y) <= y and coalesce(year(date_to), y) >= y;

-- A place's name as two spellings of it are compared.
create or replace macro place_key(name) as lower(strip_accents(regexp_replace(name, '^[Tt]he ', '')));

-- The sentence around text[char_start:char_end], in one line; of a longer one, 400 characters to either side. A sentence
-- ends at a full stop after two letters or figures (so not after "U.S." or an initial) and no usual abbreviation.
create or replace macro without_abbreviations(part) as regexp_replace(part,
    '\b(Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|St|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|No|Inc|Ltd|Co|Corp|vs)\.',
    '\1․', 'g');
create or replace macro sentence_of(content, char_start, char_end) as trim(replace(regexp_replace(
    regexp_extract(
        without_abbreviations(substring(content, greatest(1, char_start - 399), least(char_start, 400))),
        '(?s)^(?:.*(?:[\p{L}\p{N}%)”"’]{2}[.!?][”"’)]*\s+|\n\s*\n))?([^\p{Ll}\s].*)?$', 1
    )
    || regexp_extract(
        without_abbreviations(substring(content, char_start + 1, char_end - char_start + 400)),
        '(?s)^(.*?(?:[\p{L}\p{N}%)”"’]{2}[.!?][”"’)]*|$|\n\s*\n))(?:\s+[^\p{Ll}\s]|\s*$|.*\n\s*\n)', 1
    ), '\s+', ' ', 'g'), '․', '.'));
