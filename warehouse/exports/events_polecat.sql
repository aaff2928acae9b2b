-- One row an event, in the columns of the POLECAT data (Halterman et al. 2023); what dateline does not work out is left out.
-- Event ID: the canonical event
-- Event Date: the day, where there is one; empty where the date is an interval
-- Event Date From: the first possible day (no POLECAT column: uncertainty has columns of its own)
-- Event Date To: the last possible day (no POLECAT column)
-- Event Type: PLOVER event type, the status counted in
-- Event Mode: PLOVER mode
-- Event Status: happened, planned, ongoing, denied, hypothetical or reported (no POLECAT column)
-- Actor Name: who acts, several joined by a comma
-- Actor Country: ISO 3166-1 alpha-3, several joined by a comma
-- Recipient Name: to whom
-- Recipient Country: ISO 3166-1 alpha-3
-- Placename: where it happened, as the text has it
-- Country: the country of that place, ISO 3166-1 alpha-3
-- Publication Date: the day on which the article was written, where one day is known
-- Source: the medium
-- Headline: the article's title
-- URL: the article's address
-- Story ID: the document
-- Confidence: from 0 to 1 (no POLECAT column)
select
    canonical_id as "Event ID", case when is_one_day then date_from end as "Event Date",
    date_from as "Event Date From", date_to as "Event Date To", plover as "Event Type", mode as "Event Mode",
    status as "Event Status", source as "Actor Name", source_country as "Actor Country", target as "Recipient Name",
    target_country as "Recipient Country", place as "Placename", place_country as "Country",
    case when article_from = article_to then article_from end as "Publication Date", outlet as "Source",
    title as "Headline", article_url as "URL", doc_id as "Story ID", confidence as "Confidence"
from exported
