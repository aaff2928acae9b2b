"""When an event took place. `dating` says it, from:

anchored       which expression dates which event; bounds what an expression allows; clauses on which side it lies
newest_days    weekdays that a full date of the text explains, where the article's day is not known
counted_apart  two events so many days apart; numbered the third day of one
judged         acts that are answered; tenure the office in which they were done
by_tense       tense, and where the telling has come; story the news' day
repeats        what is told again; headline what the lead knows of it
"""
