-- One schema.org NewsArticle a line. datePublished is given where the text and the page leave one day.
-- @context: the vocabulary
-- @type: the class of schema.org
-- identifier: the document
-- headline: the title
-- author: the byline
-- publisher: the medium
-- inLanguage: ISO 639-1
-- datePublished: the day on which it was written, where one day is known
-- temporalCoverage: the interval in which it was written, ISO 8601; ".." is an open end
-- url: its address
select
    'https://schema.org' as "@context", 'NewsArticle' as "@type", doc_id as identifier, title as headline,
    byline as author, outlet as publisher, language as "inLanguage",
    case when date_from = date_to then date_from::varchar end as "datePublished",
    coalesce(date_from::varchar, '..') || '/' || coalesce(date_to::varchar, '..') as "temporalCoverage", url
from exported
