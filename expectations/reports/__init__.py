"""The reports that people look at: one static site a warehouse, the same as JSON, and Data Docs that work offline."""

from expectations.reports.site import SiteSummary, build_site

__all__ = ["SiteSummary", "build_site"]
