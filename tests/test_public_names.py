"""What `import contested` offers."""

import importlib
import subprocess
import sys
from types import ModuleType

import pytest

import contested


@pytest.mark.parametrize("name", contested.__all__)
def test_every_public_name_is_there_and_documented(name):
    value = getattr(contested, name)
    assert not isinstance(value, ModuleType)
    assert name == "__version__" or value.__doc__


def test_a_name_that_is_not_there_is_an_attribute_error_that_lists_what_is():
    with pytest.raises(AttributeError, match=r"has no attribute 'draw'; it has .*save_map"):
        contested.draw  # noqa: B018


def test_names_are_listed_for_completion():
    assert set(contested.__all__) <= set(dir(contested))


@pytest.mark.parametrize("module", ["contested.extract", "contested.status", "contested.extract.document"])
def test_importing_a_module_does_not_hide_the_function_of_its_name(module):
    script = (
        f"import {module}, contested, sys\n"
        "assert callable(contested.extract) and callable(contested.status), 'hidden'\n"
        f"from {module} import __doc__\n"
        f"assert __doc__ == sys.modules['{module}'].__doc__"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_modules_are_still_found_by_import_module():
    assert importlib.import_module("contested.status").__name__ == "contested.status"
