"""RDF files in, one report out: each named graph is checked by itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from diplograph.validate.report import Report, Violation
from diplograph.validate.validator import Validator

__all__ = ["FORMATS", "validate_files"]

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".json": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}
_SHAPE = "https://w3id.org/diplograph/shapes#Readable"


def validate_files(paths: Iterable[Path], validator: Validator | None = None) -> Report:
    """Check RDF files; the suffix tells the format.

    A file that cannot be read or parsed is a violation of its own, so that the
    others are still checked.

    :param validator: made anew where None
    """
    chosen = validator or Validator()
    return Report.join([_validate_file(path, chosen) for path in paths])


def _validate_file(path: Path, validator: Validator) -> Report:
    try:
        graphs = _read_graphs(path)
    except SyntaxError as error:
        place = f"line {error.lineno}" if error.lineno else "the file"
        return _unreadable(
            path, f"{place} does not parse: {error.msg}", "Mend the line, or write the file anew."
        )
    except KeyError:
        known = ", ".join(sorted(FORMATS))
        return _unreadable(path, "its suffix tells no RDF format", f"Name it with one of {known}.")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return _unreadable(path, reason, "Check the path and the file's permissions.")
    return Report.join([validator.check_nquads(nquads) for _, nquads in sorted(graphs.items())])


def _read_graphs(path: Path) -> dict[str, str]:
    graphs: dict[str, list[str]] = {}
    base = path.resolve().as_uri()
    form = FORMATS[path.suffix.lower()]
    with path.open("rb") as stream:
        for quad in ox.parse(stream, form, base_iri=base):
            graphs.setdefault(str(quad.graph_name), []).append(f"{quad} .\n")
    return {name: "".join(lines) for name, lines in graphs.items()}


def _unreadable(path: Path, reason: str, fix: str) -> Report:
    message = f"The file cannot be checked: {reason}."
    return Report((Violation(str(path), _SHAPE, None, None, message, "Violation", "", fix),), graphs=0)
