"""Train the body classifier: ``python -m tests.benchmarks.train_body_classifier PLAINTEXT.jsonl``.

``PLAINTEXT.jsonl`` holds page dumps with their true body (``text``, ``gold_text``, ``domain``). The weights go to
``seeds/reference/body_classifier.json``, rounded so that the file stays small. How well such nets do on sites that
they were not trained on is what ``python -m tests.benchmarks.bench_clean --folds 5`` prints. Needs scikit-learn, as
the ``dev`` extra has it.
"""

from __future__ import annotations

import argparse
import itertools
import json
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from flows.clean.block_features import surroundings
from flows.clean.classifier import WEIGHTS, Net, first_rows, net_from
from flows.clean.layout import Floats, Layout, PageText
from tests.benchmarks.body_labels import labels_of, tokens_of

_SEEDS = (0, 1, 2)
_HIDDEN = 16


@dataclass(frozen=True)
class Measured:
    """A page dump, measured: one row, label and weight a block."""

    site: str
    page: PageText
    layout: Layout
    rows: Floats
    labels: Floats
    weights: Floats


def measured(record: dict[str, Any]) -> Measured:
    """``record`` measured. What its annotation allows to be taken or left (a summary on top) weighs nothing."""
    text = record["text"]
    page = PageText.of(text)
    assert page is not None
    words = [text[b.start : b.end] for b in page.blocks]
    labels = np.array(labels_of(words, record["gold_text"]))
    counts = np.array([len(tokens_of(w)) for w in words], float)
    # A page counts the same however long its body; within it a block counts by its length, long ones a little less.
    weights = np.minimum(counts, 300) ** 0.8 / max(30.0, counts[labels].sum()) ** 0.8 * 10
    if record.get("gold_text_no_summary"):
        weights[np.array(labels_of(words, record["gold_text_no_summary"])) != labels] = 0
    site = record.get("domain") or record["doc_id"].split("#")[0]
    layout = Layout.of([page])
    rows = first_rows([page], layout)
    return Measured(site, page, layout, rows, labels.astype(np.float32), weights.astype(np.float32))


def fit(rows: Sequence[Floats], pages: Sequence[Measured], seeds: Sequence[int] = _SEEDS) -> Net:
    """Several small nets of different beginnings, their log-odds averaged: one net, their hidden units in a row."""
    from sklearn.neural_network import MLPClassifier
    from threadpoolctl import threadpool_limits

    x = np.concatenate(rows)
    y = np.concatenate([page.labels for page in pages])
    weights = np.concatenate([page.weights for page in pages])
    mean, scale = x.mean(0), x.std(0) + 0.05
    x = np.clip((x - mean) / scale, -5, 5)
    nets = []
    for seed in seeds:
        net = MLPClassifier(
            (_HIDDEN,), alpha=1.0, max_iter=10, learning_rate_init=2e-3, batch_size=512, random_state=seed
        )
        # Products this small are done before a second thread is awake: with several, a fit costs five times the CPU.
        with threadpool_limits(1), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # ten rounds are meant: more of them learn the pages by heart
            nets.append(net.fit(x, y, sample_weight=weights))
    return Net(
        mean,
        scale,
        np.concatenate([n.coefs_[0] for n in nets], 1).astype(np.float32),
        np.concatenate([n.intercepts_[0] for n in nets]).astype(np.float32),
        (np.concatenate([n.coefs_[1][:, 0] for n in nets]) / len(nets)).astype(np.float32),
        float(np.mean([n.intercepts_[1][0] for n in nets])),
    )


def folds_of(pages: Sequence[Measured], count: int) -> Iterator[tuple[list[int], list[int]]]:
    """Indices to train on and to test on, such that no site is on both sides."""
    from sklearn.model_selection import GroupKFold

    for train, test in GroupKFold(count).split(pages, groups=[page.site for page in pages]):
        yield list(train), list(test)


def train(pages: Sequence[Measured]) -> tuple[Net, Net]:
    """Both nets. The second is trained on what a first one says of sites that it has not seen, as it will be in use."""
    guesses: dict[int, Floats] = {}
    for known, unknown in folds_of(pages, 4):
        net = fit([pages[i].rows for i in known], [pages[i] for i in known])
        guesses.update({i: net(pages[i].rows) for i in unknown})
    second = fit([surroundings(guesses[i], page.rows, page.layout) for i, page in enumerate(pages)], pages)
    return fit([page.rows for page in pages], pages), second


def odds_by_fold(pages: Sequence[Measured], count: int) -> list[Floats]:
    """For each page the log-odds of its blocks from nets that were trained without its site.

    A net that has seen neither of two folds is what the second net of either learns from: it is fitted once for both.
    All are of one beginning, where the weights in use average three, so the figure is a little lower than theirs.
    """
    folds = [test for _, test in folds_of(pages, count)]

    def firsts(*left_out: int) -> Net:
        known = [i for k, fold in enumerate(folds) if k not in left_out for i in fold]
        return fit([pages[i].rows for i in known], [pages[i] for i in known], _SEEDS[:1])

    def seen(net: Net, i: int) -> Floats:
        return surroundings(net(pages[i].rows), pages[i].rows, pages[i].layout)

    pairs = {frozenset(pair): firsts(*pair) for pair in itertools.combinations(range(count), 2)}
    odds: dict[int, Floats] = {}
    for k, unknown in enumerate(folds):
        known = [(i, j) for j, fold in enumerate(folds) if j != k for i in fold]
        rows = [seen(pairs[frozenset((k, j))], i) for i, j in known]
        second = fit(rows, [pages[i] for i, _ in known], _SEEDS[:1])
        first = firsts(k)
        odds.update({i: second(seen(first, i)) for i in unknown})
    return [odds[i] for i in range(len(pages))]


def _entry(net: Net) -> dict[str, Any]:
    def short(x: Floats) -> Any:
        return np.vectorize(lambda v: float(f"{v:.4g}"))(x).tolist()

    arrays = ("mean", "scale", "hidden", "hidden_bias", "out")
    return {name: short(getattr(net, name)) for name in arrays} | {"out_bias": round(net.out_bias, 4)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plaintext", type=Path)
    args = parser.parse_args()
    with args.plaintext.open(encoding="utf-8") as lines:
        pages = [measured(json.loads(line)) for line in lines if line.strip()]
    first, second = (_entry(net) for net in train(pages))
    assert net_from(first).hidden.shape[0] == pages[0].rows.shape[1]
    stored = {
        "what": "Weights of the body classifier (flows/clean/classifier.py): standardisation and layers of both nets.",
        "made_by": "python -m tests.benchmarks.train_body_classifier ../shared/benchmarks/cleaning/plaintext.jsonl",
        "trained_on": f"{len(pages)} page dumps with MIT-licensed annotation of their body; no text of theirs is kept",
        "first": first,
        "second": second,
    }
    target = Path(__file__).resolve().parents[2] / "seeds" / WEIGHTS
    text = json.dumps(stored, ensure_ascii=False)
    target.write_text(text.replace('], "', '],\n"').replace("], [", "],\n[") + "\n", encoding="utf-8")
    print(f"{target.relative_to(target.parents[2])}: {len(text) // 1024} kB")


if __name__ == "__main__":
    main()
