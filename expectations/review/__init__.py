"""The review: flags and decisions that last, as functions (``queue``, ``deciding``) and as a page (``server``)."""

from expectations.review.deciding import ReviewDesk, decide, withdraw
from expectations.review.queue import decisions_on, find_flag, find_subject, list_queue, told_with
from expectations.review.server import serve_review
from flows.errors import ReviewError

__all__ = [
    "ReviewDesk",
    "ReviewError",
    "decide",
    "decisions_on",
    "find_flag",
    "find_subject",
    "list_queue",
    "serve_review",
    "told_with",
    "withdraw",
]
