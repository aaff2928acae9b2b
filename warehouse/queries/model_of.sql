-- $doc_id: the model that read an article, with its version, as `runs.model` has it.
select model from main.articles where doc_id = $doc_id;
