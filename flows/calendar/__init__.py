"""The calendar: what days, months and years are, and how people write them. Knows nothing of articles.

spans            spans of days with their TIMEX3 values, and the arithmetic of days and units
full_date        a string that should be a date, in any language: the one reader
written          full dates as pages write them, in any language and order
words            the names of months and weekdays, in the languages of the press
figures          years of two digits; the orders of day and month
stamps           lines that are little but a date, by their shape
by_dateparser    what is left to dateparser, bounded in length and time
digits           decimal digits of any script
partial          "2017", "2017-02", "2017-02-01": days from tables that may know no more than a year
other_calendars  years that are not counted from the birth of Christ
in_words         days and spans of days as a sentence has them
holidays         named days, and the rule by which they fall
"""
