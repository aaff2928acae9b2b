"""Whether the models that read events are there, without the second that loading spaCy takes."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from flows.errors import NoSuchModel
from flows.events.reader import check_reader
from flows.records import Models


def check_model(model: str | None) -> None:
    """Raise ``NoSuchModel`` unless ``model`` is an installed package or a model's folder; ``None`` passes."""
    if model is None or (Path(model) / "meta.json").is_file() or (model.isidentifier() and find_spec(model)):
        return
    raise NoSuchModel(f"{model}: no such language model is installed, and no folder of this name holds one")


def check_models(models: Models) -> None:
    """Raise ``NoSuchModel`` or ``NoReaderError`` unless both are there."""
    check_model(models.spacy)
    check_reader(models.reader)
