-- $flag_id: the latest decision on it that still holds is taken back.
update main.reviews set withdrawn_at = now()
where flag_id = $flag_id and withdrawn_at is null
    and decided_at = (select max(decided_at) from main.reviews where flag_id = $flag_id and withdrawn_at is null);
