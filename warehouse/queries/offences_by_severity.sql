-- How many findings of each severity the batch has.
select severity, count(*) from staging.offences group by severity;
