-- $stages: open flags of theirs that the documents at hand no longer raise (of `corpus`, that nothing raises).
update main.flags f set state = 'closed'
where f.state = 'open' and f.stage in (select unnest($stages::varchar[]))
    and (
        f.stage = 'corpus'
        or f.doc_id in (select doc_id from staging.articles union all select doc_id from staging.documents)
    )
    and not exists (
        from staging.offences o
        where o.code = f.code and o.doc_id is not distinct from f.doc_id and o.event_id is not distinct from f.event_id
            and o.char_start is not distinct from f.char_start and o.char_end is not distinct from f.char_end
    );
