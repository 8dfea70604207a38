"""Only for .pre-commit-hooks.yaml: pre-commit installs this folder, and with it the program of the same version from PyPI. The
wheel itself is made by packages/build, from packages/wheel."""

import pathlib
import re

from setuptools import setup

manifest = pathlib.Path(__file__).with_name("Cargo.toml").read_text(encoding="utf-8")
version = re.search(r'^version = "(.*)"$', manifest, re.MULTILINE)[1]

setup(
    name="qmark-pre-commit",
    version=version,
    description="Installs qmark for pre-commit",
    install_requires=[f"qmark-cli=={version}"],
    py_modules=[],
)
