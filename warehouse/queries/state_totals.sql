-- How many rows the tables have that a reader asks about first.
select
    (select count(*) from documents) as documents,
    (select count(*) from articles) as articles,
    (select count(*) from events) as "event mentions";
