-- $event_id: an event as it stands, with who takes part, as a person's correction says it.
select
    e.event_id, e.date_from, e.date_to, e.granularity, e.status, e.event_type,
    coalesce((
        select list({role: role, name: name, country: country, sector: sector} order by role, char_start, name)
        from main.participants where event_id = $event_id
    ), []) as participants
from main.events e
where e.event_id = $event_id;
