-- $stages, $whole: open flags of theirs that the documents at hand no longer raise. Of `corpus`: those of documents in the
-- scope of the audit, and those that are about no document; a broken invariant, which a look at a part need not find
-- again, is closed by a look at the whole alone.
-- A flag's id tells apart all that `merge_flags` tells apart; its columns do not (two claims of one document).
update main.flags f set state = 'closed'
where f.state = 'open' and f.stage in (select unnest($stages::varchar[]))
    and case
        when f.stage <> 'corpus' then f.doc_id in (
            select doc_id from staging.articles union all select doc_id from staging.documents
        )
        when f.doc_id is null then $whole or f.severity <> 'critical'
        else f.doc_id in (select doc_id from upkeep.scope)
    end
    and f.flag_id not in (
        select flag_id(code, doc_id, event_id, char_start, char_end, part) from staging.offences
    );
