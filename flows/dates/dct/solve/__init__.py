"""From what witnesses allow to an answer: a log-likelihood a day, and the interval that holds most of it.

timeline   a log-likelihood a day, on which every testimony is laid
lags       how far from its own day an article speaks
fading     how long a thing that was in the news is written of
solution   interval, verdict, confidence
weighing   what each witness did for the answer
"""
