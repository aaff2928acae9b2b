-- What holds the batch back.
from staging.offences where severity = 'critical';
