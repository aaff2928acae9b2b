-- One schema.org Event a line. An interval is startDate and endDate; an open end is left empty.
-- @context: the vocabulary
-- @type: the class of schema.org
-- identifier: the canonical event
-- name: who did what to whom
-- startDate: the first possible day
-- endDate: the last possible day
-- location: where, as the text has it
-- eventStatus: our own status; schema.org knows only scheduled, postponed and cancelled
-- additionalType: the PLOVER event type
-- subjectOf: the article that speaks for it
select
    'https://schema.org' as "@context", 'Event' as "@type", canonical_id as identifier,
    concat_ws(' ', source, text, target) as name, date_from::varchar as "startDate", date_to::varchar as "endDate",
    place as location, status as "eventStatus", plover as "additionalType", coalesce(article_url, doc_id) as "subjectOf"
from exported
