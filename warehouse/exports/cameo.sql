-- PLOVER event types as CAMEO root codes, quad classes and Goldstein's scale (PLOVER codebook, appendix on CAMEO; the
-- scale of a root code as GDELT and ICEWS use it). ASSAULT is CAMEO 18, 19 or 20 by its mode, REQUEST is 02 and 10.
cameo(plover, root, quad_class, goldstein) as (
    values
        ('AGREE', '03', 1, 4.0), ('CONSULT', '04', 1, 1.0), ('SUPPORT', '05', 1, 3.5), ('COOPERATE', '06', 2, 6.0),
        ('AID', '07', 2, 7.0), ('YIELD', '08', 2, 5.0), ('REQUEST', '10', 3, -5.0), ('ACCUSE', '11', 3, -2.0),
        ('REJECT', '12', 3, -4.0), ('THREATEN', '13', 3, -6.0), ('PROTEST', '14', 4, -6.5), ('MOBILIZE', '15', 4, -7.2),
        ('SANCTION', '16', 4, -4.0), ('COERCE', '17', 4, -7.0), ('ASSAULT', '18', 4, -9.0)
)
