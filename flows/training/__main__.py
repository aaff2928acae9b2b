"""Train the readers: ``python -m flows.training large`` and then ``small``, which learns from it.

    python -m flows.training large          # 9 layers of MPNet into seeds/reader/large: 25 minutes of CPU
    python -m flows.training small          # MiniLM, taught by the large one, into seeds/reader/small: 50 minutes
    python -m flows.training doubts [N]     # the N annotations that a trained reader doubts most

    python -m flows.training parts        # what the rules and the encoder reach alone, and together
    python -m flows.training curve        # what 75, 150, 300 and all articles give, the encoder left as it is

    python -m flows.training retelling      # the weights that join an article's mentions of one event
    python -m flows.training links          # the weights that join two articles' events
    python -m flows.training sides          # from when on the reader's pointers decide who takes part
    python -m flows.training present        # from when on an act told in the present has begun before that day
    python -m flows.training gate           # which sentences the small reader is spared: two minutes

Those that train, and the curve, need the ``reader`` extra (torch). Base weights are downloaded once into ``--build``,
and must have the pinned SHA-256. Learned from: `seeds/training/`, our own articles but for the held-out ones, and
nothing else. Seeded; what is left to the processor is the last bits of sums, so two machines may differ in a few
weights' last digits.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from flows.events.reader.model import Model, load_model, open_weights
from flows.events.reader.readings import CLASSES
from flows.events.reader.weights import GATE, READERS, Size
from flows.training import calibration, corpus, gate_weights, logistic, own, present, sameness, side_limits
from flows.training.base import Base
from flows.training.parts import parts

CORPUS = READERS.parent / "training"
BASES: dict[Size, Base] = {"small": "minilm", "large": "mpnet"}
_SEED = 7
_JOINED = 0.3  # of the short sentences are read together with the next, as `flows.training.fit` does it
REFERENCE = READERS.parent / "reference"
_RETELLING = """\
# How much each thing that can be said of two mentions speaks for their telling of one event: log-odds, added up with
# "always". Fitted by `python -m flows.training retelling`; `flows/events/once.py` says what each means.
"""
_LINKS = """\
# How much each thing that can be said of two articles' events speaks for their being one: log-odds, added up with
# "always". Fitted by `python -m flows.training links`; `flows/corpus/links.py` says what each means.
"""
_POINTING = """\
# From which probabilities the learned reader's pointers decide who takes part. Fitted by
# `python -m flows.training sides`; `flows/events/who/pointed.py` says what each means.
"""
_PRESENT = """\
# From which probability of "around" (begun before the day of writing, perhaps going on after it) an act on record that
# is told in the present is dated as begun by then and not to that day. Fitted by `python -m flows.training present`.
"""
_LEAST = 0.5  # confidence at which the figures of held-out articles are printed


def train(size: Size, build: Path, reads: Sequence[corpus.ReadSentence], threads: int) -> None:
    """Train, export, calibrate; says what the reader reaches on our own articles that it never saw.

    Of ``reads`` the unannotated ones serve the small reader alone.
    """
    import torch

    from flows.events.reader.pieces import Pieces
    from flows.training import base, export, fit, network

    torch.set_num_threads(threads)
    torch.manual_seed(_SEED)
    learned = [r for r in reads if corpus.part(r.doc_id) == "fit"]
    folder = base.fetch_base(BASES[size], build)
    features = len(learned[0].examples[0].features)
    if size == "large":
        reader, pad = network.load_network(network.MPNET, features, folder), network.MPNET_PAD
        plan = fit.Plan(epochs=2, rate=8e-5, frozen=4, seed=_SEED)
    else:
        reader, pad = network.load_network(network.MINILM, features, folder), network.MINILM_PAD
        plan = fit.Plan(epochs=4, rate=1.5e-4, joined=0, seed=_SEED)
        learned = lessons(build, [*learned, *(r for r in reads if corpus.part(r.doc_id) == "unannotated")])
    print(f"{size}: {len({r.doc_id for r in learned})} articles, {len(learned)} sentences", flush=True)
    listed = folder / "vocab.txt"
    fit.fit(reader, learned, Pieces.of(listed), plan, pad=pad, say=lambda said: print(said, flush=True))
    torch.save(reader.state_dict(), build / f"{size}.pt")
    out = READERS / size
    export.export_network(reader, listed, out, features=features)
    write_calibration(size, out, reads)


def lessons(build: Path, reads: Sequence[corpus.ReadSentence]) -> list[corpus.ReadSentence]:
    """These sentences and as many variations of them, with what the large reader, trained before, makes of each."""
    import torch

    from flows.events.reader.pieces import Pieces
    from flows.training import base, network, teaching
    from flows.training.batches import run_together
    from flows.training.variation import Neighbours, variations

    dice = random.Random(_SEED)
    folder = base.fetch_base("minilm", build)
    encoder = network.load_network(network.MINILM, len(reads[0].examples[0].features), folder).encoder
    neighbours = Neighbours(Pieces.of(folder / "vocab.txt"), encoder.word.weight.detach().numpy())
    varied = list(variations(reads, neighbours, dice))
    told = [*run_together(reads, _JOINED, dice), *run_together(varied, _JOINED, dice)]
    folder = base.fetch_base("mpnet", build)
    teacher = network.load_network(network.MPNET, len(reads[0].examples[0].features), folder)
    teacher.load_state_dict(torch.load(build / "large.pt"))
    teaching.teach(teacher, told, Pieces.of(folder / "vocab.txt"), pad=network.MPNET_PAD)
    return told


def write_calibration(size: Size, out: Path, reads: Sequence[corpus.ReadSentence]) -> None:
    """Calibrate the exported reader, and note beside it how, and what it reaches."""
    model = Model(size, *open_weights(out))
    answers = calibration.judged(model, [r for r in reads if corpus.part(r.doc_id) == "calibrate"])
    model.slope, model.shift = calibration.calibrate(answers)
    own = calibration.figures(model, answers, _LEAST)
    quiet = calibration.judged(model, [r for r in reads if corpus.part(r.doc_id) == "protected"])
    protected = calibration.figures(model, quiet, _LEAST)
    told = {"slope": model.slope, "shift": model.shift, "held out": own, "protected": protected}
    (out / "reader.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print(f"held-out articles of our own {own}\nprotected sport and business pages {protected}")


def doubts(reads: Sequence[corpus.ReadSentence], model: Model, count: int) -> None:
    """The annotations that ``model`` doubts most: events it does not see, and events of which nothing is annotated."""
    answers = calibration.judged(model, reads)

    def doubt(answer: calibration.Judged) -> float:
        right = [float(answer.classes[c]) for c in answer.example.classes] or [answer.none]
        return -sum(right)

    for answer in sorted(answers, key=doubt, reverse=True)[:count]:
        e, text = answer.example, answer.read.text
        told = "/".join(CLASSES[c] for c in e.classes) or "nothing"
        seen = "nothing" if answer.none > 0.5 else CLASSES[int(answer.classes.argmax())]
        marked = f"{text[: e.start]}[{text[e.start : e.end]}]{text[e.end :]}".replace("\n", " ")
        print(f"{-doubt(answer):.3f}  {answer.read.doc_id} #{e.event or '-'}: {told}, read as {seen}: {marked}")


def retelling(records: Sequence[dict[str, Any]]) -> None:
    """Fit what joins an article's mentions to one event."""
    from flows.events.once import LIKELY

    pairs = list(sameness.retellings(own.read_own(records)))
    parts = {group: n % sameness.PARTS for n, group in enumerate(sorted({p.group for p in pairs}))}
    print(sameness.held_out(pairs, lambda pair: parts[pair.group], [LIKELY]))
    weights = logistic.fit_weights([p.features for p in pairs], [p.is_one for p in pairs])
    sameness.write(REFERENCE / "retelling.csv", weights, _RETELLING)


def links(records: Sequence[dict[str, Any]]) -> None:
    """Fit what joins two articles' events, on the batches that share some; by stories, each tested by the others."""
    from flows.corpus.links import LIKELY

    told = {r["doc_id"].partition("-")[0] for r in records if any(e.get("key") for e in r["events"])}
    read = list(own.read_own([r for r in records if r["doc_id"].partition("-")[0] in told]))
    pairs = list(sameness.across(read))
    parts = {group: n % sameness.PARTS for n, group in enumerate(sorted({p.group for p in pairs}))}
    least = [0.2, 0.3, LIKELY, 0.5, 0.7, 0.9]
    print(sameness.held_out(pairs, lambda pair: parts[pair.group], least, ridge=sameness.RIDGE))
    ones = [p.is_one for p in pairs]
    weights = logistic.fit_weights([p.features for p in pairs], ones, ridge=sameness.RIDGE)
    sameness.write(REFERENCE / "same_event.csv", weights, _LINKS)


def pointing(records: Sequence[dict[str, Any]]) -> None:
    """Fit from when on pointers decide, on articles that no reader has learned from; half of them test the rest."""
    from flows.events.who.pointed import limits

    unseen = [r for r in records if corpus.part(r["doc_id"]) == "calibrate"]
    halves = [list(side_limits.judged_sides(unseen[start::2], "small")) for start in (0, 1)]
    told = [*halves[0], *halves[1]]
    before = limits()
    now = side_limits.fitted_limits(told, before)
    right = side_limits.share_right
    tested = [right(halves[1 - n], side_limits.fitted_limits(half, before)) for n, half in enumerate(halves)]
    print(f"{len(told)} sides of {len(unseen)} articles: right {right(told, before):.3f} before, with {before}")
    print(f"{right(told, now):.3f} with {now}; by halves, each tested on the other, {sum(tested) / 2:.3f}")
    if sum(tested) / 2 <= right(told, before):
        print("what one half teaches does not help the other: the limits stay")
        return
    rows = "".join(f"{name},{value:.2f}\n" for name, value in asdict(now).items())
    (REFERENCE / "pointing.csv").write_text(f"{_POINTING}limit,probability\n{rows}", encoding="utf-8")


def presents(records: Sequence[dict[str, Any]]) -> None:
    """Fit from when on an act told in the present has begun before, on articles that no reader has learned from."""
    from flows.events.when.by_tense import begun_from

    unseen = [r for r in records if corpus.part(r["doc_id"]) in ("calibrate", "protected")]
    acts = list(present.present_acts(unseen, "small"))
    for limit in (0.0, *present.STEPS, 1.1):
        print(f"from {limit:.2f}: right {present.share_dated_right(acts, limit):.3f} of {len(acts)}")
    limit = present.fitted_limit(acts, begun_from())
    (REFERENCE / "present_acts.csv").write_text(f"{_PRESENT}limit,probability\naround,{limit:.2f}\n", encoding="utf-8")


def gate(records: Sequence[dict[str, Any]], folder: Path) -> None:
    """Fit which sentences the small reader is spared, and say what that loses of articles that it was not fitted to."""
    told = list(gate_weights.weighed(records, load_model("small")))
    chances = gate_weights.foreseen(told)
    least = gate_weights.least_chance(told, chances.tolist())
    for name in ("fit", "unannotated", "calibrate", "protected"):
        rows = [row for row, one in enumerate(told) if corpus.part(one.doc_id) == name]
        out = gate_weights.spared([told[row] for row in rows], chances[rows], least)
        shares = f"{out.sentences:.3f} of sentences, {out.text:.3f} of text, {out.records:.4f} of records"
        print(f"{name:12} left out: {shares}")
    gate_weights.write_gate(folder / GATE, gate_weights.fit_gate(told), least)


_FITS = {"retelling": retelling, "links": links, "sides": pointing, "present": presents}


def train_readers() -> int:
    arguments = argparse.ArgumentParser(
        prog="python -m flows.training", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    arguments.add_argument("what", choices=["large", "small", "gate", "doubts", "parts", "curve", *_FITS])
    arguments.add_argument("count", nargs="?", type=int, default=60)
    arguments.add_argument("--corpus", type=Path, default=CORPUS)
    arguments.add_argument("--build", type=Path, default=READERS / "build", help="base weights and checkpoints")
    arguments.add_argument("--reader", choices=["small", "large"], default="small", help="who doubts")
    arguments.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    given = arguments.parse_args()
    records = corpus.taught(given.corpus, unannotated=given.what in ("small", "gate"))
    if given.what == "parts":
        unseen = corpus.examples([r for r in records if corpus.part(r["doc_id"]) == "calibrate"])
        for who, reached in parts(load_model(given.reader), list(unseen), _LEAST).items():
            print(f"{who:14} {reached}")
        return 0
    if given.what in _FITS:
        _FITS[given.what](records)
        return 0
    if given.what == "gate":
        gate(records, READERS / "small")
        return 0
    reads = list(corpus.examples(records))
    if given.what == "doubts":
        doubts(reads, load_model(given.reader), given.count)
        return 0
    given.build.mkdir(parents=True, exist_ok=True)
    if given.what == "curve":
        from flows.training.curve import curve

        curve(reads, given.build, (75, 150, 300, 450))
        return 0
    train(given.what, given.build, reads, given.threads)
    return 0


if __name__ == "__main__":
    sys.exit(train_readers())
