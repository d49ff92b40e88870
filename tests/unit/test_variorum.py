import subprocess
import sys

import pytest

import variorum


def test_import_loads_no_heavy_package() -> None:
    """Importing the package loads neither the pipeline's libraries nor the terminal's."""
    code = "import sys, variorum; print(sorted({'spacy', 'onnxruntime', 'numpy', 'rich', 'click'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_modules_import_in_any_order() -> None:
    """Each module of the reader may be the first that is imported: none waits for one that waits for it."""
    code = """
import importlib, pkgutil, sys
import spacy
import variorum.reading
names = [m.name for m in pkgutil.walk_packages(variorum.reading.__path__, "variorum.reading.")]
for name in names:
    for loaded in [m for m in sys.modules if m.startswith("variorum.")]:
        del sys.modules[loaded]
    importlib.import_module(name)
print(len(names))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert int(done.stdout) > 50


@pytest.mark.parametrize("name", variorum.__all__)
def test_every_public_name_is_there(name: str) -> None:
    """Each name that the package lists can be had from it."""
    assert getattr(variorum, name) is not None


def test_unknown_name_is_attribute_error() -> None:
    """A name that the package does not have is refused as Python refuses it."""
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = variorum.nothing  # type: ignore[attr-defined]


def test_module_runs_as_command() -> None:
    """``python -m variorum`` is the command."""
    done = subprocess.run([sys.executable, "-m", "variorum", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"variorum, version {variorum.__version__}"
