-- Articles that repeat another one, and whether their claimed dates agree.
create or replace view duplicates as
select
    a.doc_id, a.duplicate_of, a.duplicate_score, a.title, a.outlet, b.outlet as original_outlet, a.claimed_date,
    b.claimed_date as original_claimed_date, date_diff('day', b.claimed_date, a.claimed_date) as days_later
from articles a
join articles b on b.doc_id = a.duplicate_of
order by a.duplicate_of, a.doc_id;
