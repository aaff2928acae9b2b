-- $stages: open flags of theirs that the documents at hand no longer raise (of `corpus`, that nothing raises).
-- A flag's id tells apart all that `merge_flags` tells apart; its columns do not (two claims of one document).
update main.flags f set state = 'closed'
where f.state = 'open' and f.stage in (select unnest($stages::varchar[]))
    and (
        f.stage = 'corpus'
        or f.doc_id in (select doc_id from staging.articles union all select doc_id from staging.documents)
    )
    and f.flag_id not in (
        select flag_id(code, doc_id, event_id, char_start, char_end, part) from staging.offences
    );
