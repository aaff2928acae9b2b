-- What a person's decision was about, as it stood then: with `value`, what was changed from what to what.
alter table main.reviews add column before varchar;
