-- Inputs that could not be read, and still cannot, the last met first.
from quarantine_open order by last_seen desc, source_uri, record limit $most
