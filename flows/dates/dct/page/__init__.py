"""The page's own lines: `date_lines` finds its date there; `date_marks` tells where a date stands, `page_lines` what
its line holds, `date_labels` what it is called.
"""
