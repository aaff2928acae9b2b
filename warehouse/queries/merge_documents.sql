-- New documents; what was ingested before stays as it was.
insert into main.documents by name
from staging.documents;
