-- $named, $addresses: what is to be fetched because one of $named led there, or is one of $addresses; in the order of finding.
select address, named, is_list, updated, document
from upkeep.awaited
where named in (select unnest($named::varchar[])) or address in (select unnest($addresses::varchar[]))
order by rowid;
