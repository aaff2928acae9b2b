-- $flags: a flag's state is the latest decision that holds, or open; closed where a person raised it.
update main.flags f set state = coalesce((
    select arg_max(decision, decided_at) from main.reviews r where r.flag_id = f.flag_id and r.withdrawn_at is null
), case when stage = 'review' then 'closed' else 'open' end)
where flag_id in (select unnest($flags::varchar[]));
