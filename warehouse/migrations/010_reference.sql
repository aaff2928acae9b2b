-- The user's own tables of reference that a run read with: null of a run that read nothing, empty where it had none; and
-- what stood in them, so that a review years later reads an article as it was read. reference_chosen: whether the run was
-- asked for these tables, and did not take those that an article had been read with.
alter table main.runs add column reference varchar;
alter table main.runs add column reference_chosen boolean;
create table main.reference_files (
    reference varchar not null, folder varchar not null, file varchar not null, text varchar not null
);
