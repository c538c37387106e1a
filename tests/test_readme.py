"""README keeps its word: each command of its tour is run, in order, and prints what README shows.

``pytest tests/test_readme.py --update-golden`` writes the output anew. The two
``sh`` blocks at its head set up an environment; ``.ci/run`` runs those.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)


def run(command: str, folder: Path) -> str:
    """The command's standard output, run by a shell as a reader would."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "120",
        "NO_COLOR": "1",
    }
    environment.pop("DIPLOGRAPH_STORE", None)
    done = subprocess.run(
        command,
        shell=True,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, f"$ {command}\n{done.stdout}{done.stderr}"
    return done.stdout


def replay(block: str, folder: Path) -> str:
    """The block with every command's output as it is now."""
    lines = []
    for line in block.splitlines():
        if line.startswith("$ "):
            lines.append(line)
            lines.extend(text.rstrip() for text in run(line[2:], folder).splitlines())
    return "\n".join(lines) + "\n"


def test_the_tour_prints_what_readme_shows(tmp_path, request):
    (tmp_path / "data").symlink_to(ROOT / "data")
    shown = README.read_text(encoding="utf-8")
    now = _BLOCK.sub(lambda m: f"```console\n{replay(m.group(1), tmp_path)}```", shown)
    if request.config.getoption("--update-golden"):
        README.write_text(now, encoding="utf-8")
    assert "$ diplograph" in now
    assert now == shown or request.config.getoption("--update-golden")


def test_the_first_two_blocks_set_up_run_and_test():
    blocks = re.findall(r"^```sh\n(.*?)^```$", README.read_text(encoding="utf-8"), re.M | re.S)
    assert len(blocks) == 2
    assert "diplograph ingest data/samples" in blocks[0]
    assert "export gexf" in blocks[0]
    assert "pytest" in blocks[1]
