-- severity: warning
-- expects: No article claims a day before printed news, or a computer's zero.
-- do: The claim is not believed; give the day with `--date` if you know it.
-- The first printed newspaper is Carolus's Relation, Strasbourg 1605. The zeros: Unix time (and the evening before, west of
-- Greenwich), SQL Server and C's tm_year, spreadsheets, MS-DOS.
select
    doc_id,
    case when claimed_date < date '1605-01-01'
        then format('The claimed date, {}, is older than the first newspaper.', day_text(claimed_date))
        else format('The claimed date, {}, is what a computer writes that knows no date.', day_text(claimed_date))
    end as message
from staging.articles
where claimed_date < date '1605-01-01'
    or claimed_date in (date '1970-01-01', date '1969-12-31', date '1900-01-01', date '1899-12-30', date '1980-01-01')
