"""The review: a queue of flags and decisions that last, as functions (``queue``) and as a local page (``server``)."""

from expectations.review.queue import decide, decisions_on, find_flag, find_subject, list_queue, withdraw
from expectations.review.server import serve_review
from flows.errors import ReviewError

__all__ = [
    "ReviewError",
    "decide",
    "decisions_on",
    "find_flag",
    "find_subject",
    "list_queue",
    "serve_review",
    "withdraw",
]
