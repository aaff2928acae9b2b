-- One row an event: the 61 columns of GDELT 2.0's event table in their order, tab-separated, and six of our own behind them.
-- GLOBALEVENTID: a whole number made of canonical_id
-- SQLDATE: the day as YYYYMMDD, where there is one
-- MonthYear: the month as YYYYMM, where the interval lies in one
-- Year: the year, where the interval lies in one
-- FractionDate: the day as a part of the year
-- Actor1Code: the first country of the acting side, ISO 3166-1 alpha-3; CAMEO has the same codes for most
-- Actor1Name: the names of the acting side in capitals
-- Actor1CountryCode: the same
-- Actor1KnownGroupCode: empty: not worked out
-- Actor1EthnicCode: empty: not worked out
-- Actor1Religion1Code: empty: not worked out
-- Actor1Religion2Code: empty: not worked out
-- Actor1Type1Code: empty: sectors are of actors, see the table actors
-- Actor1Type2Code: empty: sectors are of actors, see the table actors
-- Actor1Type3Code: empty: sectors are of actors, see the table actors
-- Actor2Code: the first country of the other side, ISO 3166-1 alpha-3; CAMEO has the same codes for most
-- Actor2Name: the names of the other side in capitals
-- Actor2CountryCode: the same
-- Actor2KnownGroupCode: empty: not worked out
-- Actor2EthnicCode: empty: not worked out
-- Actor2Religion1Code: empty: not worked out
-- Actor2Religion2Code: empty: not worked out
-- Actor2Type1Code: empty: sectors are of actors, see the table actors
-- Actor2Type2Code: empty: sectors are of actors, see the table actors
-- Actor2Type3Code: empty: sectors are of actors, see the table actors
-- IsRootEvent: empty: not worked out
-- EventCode: the CAMEO root code that PLOVER's type stands for
-- EventBaseCode: the CAMEO root code that PLOVER's type stands for
-- EventRootCode: the same
-- QuadClass: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict
-- GoldsteinScale: Goldstein's scale of the root code
-- NumMentions: how many mentions tell of it
-- NumSources: empty: articles do not always say who published them
-- NumArticles: how many articles tell of it
-- AvgTone: empty: tone is not measured
-- Actor1Geo_Type: empty: where the actors are from is not worked out
-- Actor1Geo_FullName: empty
-- Actor1Geo_CountryCode: empty
-- Actor1Geo_ADM1Code: empty
-- Actor1Geo_ADM2Code: empty
-- Actor1Geo_Lat: empty
-- Actor1Geo_Long: empty
-- Actor1Geo_FeatureID: empty
-- Actor2Geo_Type: empty: where the actors are from is not worked out
-- Actor2Geo_FullName: empty
-- Actor2Geo_CountryCode: empty
-- Actor2Geo_ADM1Code: empty
-- Actor2Geo_ADM2Code: empty
-- Actor2Geo_Lat: empty
-- Actor2Geo_Long: empty
-- Actor2Geo_FeatureID: empty
-- ActionGeo_Type: 1 a country, 4 a city of the world
-- ActionGeo_FullName: the place as the text has it
-- ActionGeo_CountryCode: empty: GDELT has FIPS 10-4 here; see ActionGeo_CountryISO3
-- ActionGeo_ADM1Code: empty
-- ActionGeo_ADM2Code: empty
-- ActionGeo_Lat: degrees north
-- ActionGeo_Long: degrees east
-- ActionGeo_FeatureID: empty
-- DATEADDED: when the document was taken in, YYYYMMDDHHMMSS, UTC
-- SOURCEURL: the address of the article that speaks for it
-- DateFrom: the first possible day (no GDELT column: uncertainty has columns of its own)
-- DateTo: the last possible day (no GDELT column)
-- EventStatus: happened, planned, ongoing, denied, hypothetical or reported (no GDELT column)
-- Confidence: from 0 to 1 (no GDELT column)
-- ActionGeo_CountryISO3: ISO 3166-1 alpha-3 (no GDELT column)
-- DatelineID: canonical_id (no GDELT column)
with @cameo
select
    ('0x' || left(canonical_id, 13))::bigint as "GLOBALEVENTID",
    case when is_one_day then strftime(date_from, '%Y%m%d')::integer end as "SQLDATE",
    case when date_trunc('month', date_from) = date_trunc('month', date_to) then strftime(date_from, '%Y%m')::integer end as "MonthYear",
    case when in_year(date_from, date_to, year(date_from)) then year(date_from) end as "Year",
    case when is_one_day then round(year(date_from) + dayofyear(date_from) / 365.0, 4) end as "FractionDate",
    source_countries[1] as "Actor1Code", upper(source) as "Actor1Name", source_countries[1] as "Actor1CountryCode",
    null::varchar as "Actor1KnownGroupCode", null::varchar as "Actor1EthnicCode",
    null::varchar as "Actor1Religion1Code", null::varchar as "Actor1Religion2Code",
    null::varchar as "Actor1Type1Code", null::varchar as "Actor1Type2Code", null::varchar as "Actor1Type3Code",
    target_countries[1] as "Actor2Code", upper(target) as "Actor2Name", target_countries[1] as "Actor2CountryCode",
    null::varchar as "Actor2KnownGroupCode", null::varchar as "Actor2EthnicCode",
    null::varchar as "Actor2Religion1Code", null::varchar as "Actor2Religion2Code",
    null::varchar as "Actor2Type1Code", null::varchar as "Actor2Type2Code", null::varchar as "Actor2Type3Code",
    null::integer as "IsRootEvent", cameo.root as "EventCode", cameo.root as "EventBaseCode",
    cameo.root as "EventRootCode", cameo.quad_class as "QuadClass", cameo.goldstein as "GoldsteinScale",
    mentions as "NumMentions", null::integer as "NumSources", articles as "NumArticles", null::double as "AvgTone",
    null::integer as "Actor1Geo_Type", null::varchar as "Actor1Geo_FullName",
    null::varchar as "Actor1Geo_CountryCode", null::varchar as "Actor1Geo_ADM1Code",
    null::varchar as "Actor1Geo_ADM2Code", null::double as "Actor1Geo_Lat", null::double as "Actor1Geo_Long",
    null::varchar as "Actor1Geo_FeatureID", null::integer as "Actor2Geo_Type", null::varchar as "Actor2Geo_FullName",
    null::varchar as "Actor2Geo_CountryCode", null::varchar as "Actor2Geo_ADM1Code",
    null::varchar as "Actor2Geo_ADM2Code", null::double as "Actor2Geo_Lat", null::double as "Actor2Geo_Long",
    null::varchar as "Actor2Geo_FeatureID",
    case place_precision when 'country' then 1 when 'city' then 4 end as "ActionGeo_Type",
    place as "ActionGeo_FullName", null::varchar as "ActionGeo_CountryCode", null::varchar as "ActionGeo_ADM1Code",
    null::varchar as "ActionGeo_ADM2Code", place_latitude as "ActionGeo_Lat", place_longitude as "ActionGeo_Long",
    null::varchar as "ActionGeo_FeatureID", strftime(ingested_at, '%Y%m%d%H%M%S')::bigint as "DATEADDED",
    article_url as "SOURCEURL", date_from as "DateFrom", date_to as "DateTo", status as "EventStatus",
    confidence as "Confidence", place_country as "ActionGeo_CountryISO3", canonical_id as "DatelineID"
from exported e
left join cameo on cameo.plover = e.plover
