"""The page's own lines: `date_lines` finds its date there, `page_bounds` what it says of its day without naming it;
`date_marks` tells where a date stands, `page_lines` what its line holds, `date_lists` in which rows it stands,
`date_labels` what it is called.
"""
