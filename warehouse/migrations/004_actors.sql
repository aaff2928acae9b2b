-- Who takes part, under any of its names, and which mentions of an article retell another of it.
create table actors (
    actor_id varchar not null, name varchar not null, names varchar[] not null, country varchar, sector varchar,
    wikidata varchar
);
alter table main.participants add column actor_id varchar;
alter table staging.participants add column actor_id varchar;
alter table main.events add column retells varchar;
alter table staging.events add column retells varchar;

comment on table actors is 'Who takes part in events, one row an actor, however it is written; worked out from participants.';
comment on column actors.actor_id is 'Stable: the same name and country give the same id in every warehouse.';
comment on column actors.name is 'The name most often used.';
comment on column actors.names is 'Every name it goes by, in order of the alphabet.';
comment on column actors.country is 'ISO 3166-1 alpha-3; null where no country is told.';
comment on column actors.sector is 'PLOVER sector: GOV, MIL, IGO, ...';
comment on column actors.wikidata is 'Item of Wikidata (Q...), of office holders that the reference tables know.';
comment on column main.participants.actor_id is 'The row of actors.';
comment on column main.events.retells is 'The event_id of the first mention of the same event in the same article; null for that itself.';
