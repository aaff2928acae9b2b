"""The page's own lines: `date_lines` finds its date there; `page_layout` tells where a date stands, `date_labels` what
it is called.
"""
