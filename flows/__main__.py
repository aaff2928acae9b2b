"""Where ``dateline`` begins; ``python -m flows`` is the same, for a checkout that is not installed."""

import signal


def main() -> None:
    """The command line. Until it is loaded, Ctrl-C ends it as every signal does: at once, without a traceback."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # and not ignored, as by nohup
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from flows.cli import main

    main(prog_name="dateline")


if __name__ == "__main__":  # worker processes import this module, too
    main()
