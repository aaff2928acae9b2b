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
