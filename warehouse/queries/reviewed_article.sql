-- $doc_id: the date of an article as it stands.
select date_from, date_to from main.articles where doc_id = $doc_id;
