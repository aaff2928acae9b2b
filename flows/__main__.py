"""``python -m flows`` is ``dateline``, for a checkout that is not installed."""

from flows.cli import main

main(prog_name="dateline")
