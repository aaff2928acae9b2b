-- $flags: the latest decision that holds on each of these flags is taken back.
update main.reviews r set withdrawn_at = now()
where withdrawn_at is null and (flag_id, decided_at) in (
    select (flag_id, max(decided_at)) from main.reviews
    where withdrawn_at is null and flag_id in (select unnest($flags::varchar[]))
    group by flag_id
);
