-- $flag_id: a flag's state is the latest decision that holds, or open.
update main.flags set state = coalesce((
    select arg_max(decision, decided_at) from main.reviews where flag_id = $flag_id and withdrawn_at is null
), 'open')
where flag_id = $flag_id;
