"""Compile the modules that read articles with mypyc. Hatchling runs this only when asked to; see CONTRIBUTING.md.

A wheel holds the compiled modules beside the sources, and nothing is left in the tree. An editable install has no other
place for them than `geo/`, beside the sources, before which Python takes them.
"""

import os
import shutil
import tempfile
from contextlib import chdir
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LEFT = ("__init__", "engine", "jsonl", "places_online", "recognise_nlp", "second_reader")  # others build on these


class CompileHook(BuildHookInterface[Any]):
    """Makes one shared library, and for each module the extension that Python opens for it."""

    made: tempfile.TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and say what goes into the wheel; `version` is "standard" or "editable"."""
        self.made = tempfile.TemporaryDirectory(prefix="contested-")
        libraries = compiled(Path(self.root), Path(self.made.name))
        if version != "editable":
            build_data |= {"pure_python": False, "infer_tag": True}
            build_data["force_include"] |= {str(path): name for name, path in libraries.items()}
            return
        geo = Path(self.root) / "geo"
        for old in geo.rglob("*.so"):
            old.unlink()
        for name, path in libraries.items():
            shutil.copyfile(path, geo / name)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Take away what was compiled, once the wheel is written."""
        if self.made is not None:
            self.made.cleanup()


def compiled(root: Path, work: Path) -> dict[str, Path]:
    """Compile the modules under `root`, writing in `work` only; answer the libraries by their names in a wheel."""
    from mypyc.build import mypycify
    from setuptools import Distribution
    from setuptools.command.build_ext import build_ext

    with chdir(root):  # mypyc takes the paths of the sources as they are given, and writes the C code under them
        sources = [str(p) for p in sorted(Path("geo/contested/extract").rglob("*.py")) if p.stem not in LEFT]
        options = ["--config-file=", f"--cache-dir={os.devnull}", "--ignore-missing-imports", "--follow-imports=silent"]
        extensions = mypycify(
            [*options, *sources],
            group_name="contested",
            target_dir=str(work / "c"),
            opt_level="1",  # 3 takes longer to compile, and gains nothing: most of the time is spent within Python
            debug_level="0",
        )
        build = build_ext(Distribution({"name": "contested", "ext_modules": extensions}))
        build.build_lib, build.build_temp = str(work / "lib"), str(work / "temp")
        build.parallel = os.cpu_count()
        build.ensure_finalized()
        build.run()
    return {path.relative_to(work / "lib").as_posix(): path for path in (work / "lib").rglob("*.so")}
