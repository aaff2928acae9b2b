-- What the user of a warehouse has set, by name; what is not set has its default where it is used.
create table settings (name varchar not null, value double not null);
