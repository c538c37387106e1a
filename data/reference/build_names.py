"""Write state-names.csv: the short names of states in the six UN languages, from Unicode CLDR through Babel.

Run it in a checkout with Babel installed (it is in the ``dev`` extra) after a
change to states.csv::

    python data/reference/build_names.py

A test runs it and expects no difference. Only states and territories with an
ISO code are known to CLDR; former states keep their English names alone.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from babel import Locale

FOLDER = Path(__file__).resolve().parent
LANGUAGES = ("ar", "es", "fr", "ru", "zh")  # English is in states.csv itself


def render_names() -> str:
    """The table as text."""
    with (FOLDER / "states.csv").open(encoding="utf-8", newline="") as handle:
        states = [row for row in csv.DictReader(handle) if row["iso2"]]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", "language", "name", "kind"])
    for state in states:
        for language in LANGUAGES:
            name = Locale.parse(language).territories.get(state["iso2"])
            if name:
                writer.writerow([state["id"], language, name, "short"])
    return out.getvalue()


if __name__ == "__main__":
    (FOLDER / "state-names.csv").write_text(render_names(), encoding="utf-8")
