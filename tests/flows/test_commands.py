"""What the command line offers is written down."""

import re

from tests.conftest import ROOT
from tests.flows.commands import PAGE, page


def test_the_page_of_commands_says_what_their_help_says():
    assert PAGE.read_text("utf-8") == page(), "python -m tests.flows.commands writes it anew"


def test_every_paper_that_another_names_is_there():
    papers = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    for paper in papers:
        for target in re.findall(r"\]\(([^)#:]+)\)", paper.read_text("utf-8")):
            assert (paper.parent / target).exists(), f"{paper.name} names {target}"


def test_every_file_that_the_papers_send_a_reader_to_is_there():
    named = re.compile(r"`((?:flows|warehouse|expectations|seeds|tests|docs)/[\w/.]+)`")
    for paper in ("ARCHITECTURE.md", "CONTRIBUTING.md"):
        for name in named.findall((ROOT / paper).read_text("utf-8")):
            assert re.search(r"STAGE|NAME", name) or (ROOT / name).exists(), f"{paper} names {name}"
