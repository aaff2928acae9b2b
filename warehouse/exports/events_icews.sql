-- One row an event, in the columns of the ICEWS coded event data (Boschee et al. 2015); what dateline does not work out is empty.
-- Event ID: a whole number made of canonical_id
-- Event Date: the day, where there is one; empty where the date is an interval
-- Source Name: who acts, several joined by a comma
-- Source Sectors: empty: sectors are of actors, see the table actors
-- Source Country: the countries' English names, several joined by a comma
-- Event Text: PLOVER event type and mode
-- CAMEO Code: the CAMEO root code that PLOVER's type stands for
-- Intensity: Goldstein's scale of that root code, from -10 (hostile) to 10 (cooperative)
-- Target Name: to whom
-- Target Sectors: empty, as Source Sectors
-- Target Country: the other side's countries
-- Story ID: the document
-- Sentence Number: empty: events have offsets, see mentions
-- Publisher: the medium
-- City: the place, where it is one
-- Country: the country of the place
-- Latitude: degrees north, where the table places knows it; of a country, its middle
-- Longitude: degrees east
-- Event Date From: the first possible day (no ICEWS column: uncertainty has columns of its own)
-- Event Date To: the last possible day (no ICEWS column)
-- Event Status: happened, planned, ongoing, denied, hypothetical or reported (no ICEWS column)
-- Confidence: from 0 to 1 (no ICEWS column)
-- dateline ID: canonical_id (no ICEWS column)
with @cameo
select
    ('0x' || left(e.canonical_id, 13))::bigint as "Event ID", case when is_one_day then date_from end as "Event Date",
    source as "Source Name", null::varchar as "Source Sectors",
    (select string_agg(c.name, ', ' order by list_position(e.source_countries, c.country))
     from country_names c where list_contains(e.source_countries, c.country)) as "Source Country",
    concat_ws('/', event_type, mode) as "Event Text", cameo.root as "CAMEO Code", cameo.goldstein as "Intensity",
    target as "Target Name", null::varchar as "Target Sectors",
    (select string_agg(c.name, ', ' order by list_position(e.target_countries, c.country))
     from country_names c where list_contains(e.target_countries, c.country)) as "Target Country",
    doc_id as "Story ID", null::integer as "Sentence Number", outlet as "Publisher",
    case when place_precision is distinct from 'country' then place end as "City", n.name as "Country",
    place_latitude as "Latitude", place_longitude as "Longitude", date_from as "Event Date From",
    date_to as "Event Date To", status as "Event Status", confidence as "Confidence", canonical_id as "dateline ID"
from exported e
left join cameo on cameo.plover = e.plover
left join country_names n on n.country = e.place_country
