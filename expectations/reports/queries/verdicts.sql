-- Articles by the verdict on their date.
select date_verdict as verdict, count(*) as articles from articles group by all order by articles desc, verdict
