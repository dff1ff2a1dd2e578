"""The wheel as users get it: built, installed into a fresh environment, and run outside the tree."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# What the checkout holds and a build of it must carry.
DATA = [
    *(ROOT / "schema").rglob("*.yaml"),
    *(ROOT / "schema").rglob("*.cypher"),
    *(path for path in (ROOT / "kg" / "data").iterdir() if path.is_file()),
]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from an sdist, as a package index would have both; the tools are this environment's."""
    out = tmp_path_factory.mktemp("dist")
    # A copy, since builds may write beside their sources.
    tree = tmp_path_factory.mktemp("tree") / "fangzhi"
    ignored = shutil.ignore_patterns(".*", "__pycache__", "demo", "dist", "build", "*.kg*")
    shutil.copytree(ROOT, tree, ignore=ignored)
    done = _run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(tree)], tree.parent
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list(out.glob("fangzhi-*.tar.gz"))) == 1
    (built,) = out.glob("fangzhi-*.whl")
    return built


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`kg` of an environment into which the wheel was installed with nothing of this tree on its path."""
    place = tmp_path_factory.mktemp("environment")
    venv.create(place, with_pip=True, symlinks=True)
    python = place / "bin" / "python"
    done = _run(
        [str(python), "-m", "pip", "install", "--no-deps", "--no-index", "--quiet", str(wheel)], place
    )
    assert done.returncode == 0, done.stdout + done.stderr
    _lend_dependencies(python)
    return place / "bin" / "kg"


def _lend_dependencies(python: Path) -> None:
    """Let an environment import what this one has installed, except this project, which is no folder there
    but a .pth file, and .pth files in a folder that a .pth file names are not read.
    """
    ours = sysconfig.get_path("purelib")
    asked = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    theirs = Path(_run(asked, python.parent).stdout.strip())
    (theirs / "dependencies.pth").write_text(f"{ours}\n", "utf-8")


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run without the variables by which Python would find this tree."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_the_wheel_holds_two_packages_and_all_data(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    folders = {name.split("/")[0] for name in names}
    assert {name for name in folders if not name.endswith(".dist-info")} == {"kg", "loaders"}
    wanted = {f"{'kg/' * path.is_relative_to(ROOT / 'schema')}{path.relative_to(ROOT)}" for path in DATA}
    assert wanted - set(names) == set()
    assert {"kg/schema/ontology.yaml", "kg/data/SOURCES.md", "kg/data/surnames.txt"} <= wanted
    assert any(name.startswith("kg/schema/queries/") for name in wanted)
    assert any(name.startswith("kg/schema/relations/") for name in wanted)
    assert any(name.startswith("kg/schema/neo4j/") for name in wanted)


def test_the_installed_command_builds_and_exports_outside_the_tree(command: Path, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for page in sorted((ROOT / "examples" / "pages").iterdir())[:3]:
        shutil.copy(page, pages)
    python = command.parent / "python"
    where = _run([str(python), "-c", "import kg, loaders; print(kg.__file__, loaders.__file__)"], tmp_path)
    assert all(path.startswith(str(command.parents[1])) for path in where.stdout.split()), where.stdout

    built = _run([str(command), "build", "pages"], tmp_path)
    assert built.returncode == 0, built.stdout + built.stderr
    exported = _run([str(command), "export", "graph.kg", "graph.graphml"], tmp_path)
    assert exported.returncode == 0, exported.stdout + exported.stderr
    assert (tmp_path / "graph.graphml").stat().st_size > 10_000
    schema = _run([str(command), "schema"], tmp_path)
    assert "HOLDS_POST" in schema.stdout
    version = _run([str(command), "--version"], tmp_path)
    assert version.stdout.startswith("kg")
