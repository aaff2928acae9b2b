-- severity: warning
-- expects: Two copies of one text can be of one week.
-- do: Date one of the two with `--date`; the copy follows.
-- A repost takes some days.
select
    a.doc_id,
    format('A copy of a text written {}, but itself dated {}.', span_text(b.date_from, b.date_to), span_text(a.date_from, a.date_to)) as message,
    days_apart(a.date_from, a.date_to, b.date_from, b.date_to) as magnitude
from main.articles a
semi join upkeep.scope using (doc_id)
join main.articles b on b.doc_id = a.duplicate_of
where days_apart(a.date_from, a.date_to, b.date_from, b.date_to) > 7
