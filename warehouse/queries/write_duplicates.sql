-- Which article repeats which; null where it is found to repeat none after all.
update main.articles a set duplicate_of = i.duplicate_of, duplicate_score = i.score
from incoming i
where a.doc_id = i.doc_id
    and (a.duplicate_of, a.duplicate_score) is distinct from (i.duplicate_of, i.score);
