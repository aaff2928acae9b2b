-- $flag_id: a flag's state is the latest decision that holds, or open; closed where a person raised it.
update main.flags set state = coalesce((
    select arg_max(decision, decided_at) from main.reviews where flag_id = $flag_id and withdrawn_at is null
), case when stage = 'review' then 'closed' else 'open' end)
where flag_id = $flag_id;
