"""``python -m flows`` is ``dateline``, for a checkout that is not installed."""

from flows.cli import main

if __name__ == "__main__":  # worker processes import this module, too
    main(prog_name="dateline")
