-- Where places lie: a row a name that a place goes by. Written from the table of reference whenever that has changed.
create table if not exists places (
    name varchar not null,       -- as a text may have it
    place varchar not null,      -- the name that the table of reference gives it
    country varchar not null, kind varchar not null check (kind in ('country', 'capital', 'city')),
    latitude double not null, longitude double not null, population_class varchar, source varchar not null
);
