"""The reports that people look at: one static site a warehouse, the same as JSON, and Data Docs that work offline."""

from expectations.reports.datadocs import repair_data_docs
from expectations.reports.machine import artifact
from expectations.reports.site import SiteSummary, build_report, build_site, follow_decision, site_path

__all__ = ["SiteSummary", "artifact", "build_report", "build_site", "follow_decision", "repair_data_docs", "site_path"]
