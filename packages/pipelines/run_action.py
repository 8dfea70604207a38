"""Runs the steps of a composite action on this machine, as far as those of action.yml need it.

    run_action.py FOLDER [NAME=INPUT…]

FOLDER has the action, the current folder is the workspace, and GITHUB_EVENT_PATH names a file with the event. Steps that use
another action are only printed, with their inputs. Ends with the exit code of the first step that fails.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml

top = pathlib.Path(sys.argv[1]).resolve()
action = yaml.safe_load((top / "action.yml").read_text())
inputs = {name: of.get("default", "") for name, of in action["inputs"].items()}
for given in sys.argv[2:]:
    name, value = given.split("=", 1)
    assert name in inputs, f"the action has no input `{name}`"
    inputs[name] = value
event = json.loads(pathlib.Path(os.environ["GITHUB_EVENT_PATH"]).read_text())
values = {"inputs": inputs, "github": {"event": event}, "steps": {}}


def term(text):
    """A text in quotes, or a value by its path; empty if there is none, as on GitHub."""
    text = text.strip()
    if text.startswith("'"):
        return text[1:-1]
    found = values
    for part in text.split("."):
        found = (found or {}).get(part)
    return "" if found is None else str(found)


def alternative(text):
    return next(filter(None, map(term, text.split("||"))), "")


def condition(text):
    left, right = text.split("==")
    return term(left) == term(right)


def filled(text):
    return re.sub(r"\$\{\{(.*?)\}\}", lambda found: alternative(found[1]), str(text))


temporary = pathlib.Path(os.environ["RUNNER_TEMP"])
for step in action["runs"]["steps"]:
    if "if" in step and not condition(step["if"]):
        continue
    print(f"== {step['name']}", flush=True)
    if "uses" in step:
        given = {name: filled(value) for name, value in step["with"].items()}
        print(f"uses {step['uses']} with {json.dumps(given)}", flush=True)
        continue
    files = {}
    for name in ("GITHUB_PATH", "GITHUB_OUTPUT"):
        handle, files[name] = tempfile.mkstemp(dir=temporary)
        os.close(handle)
    own = {name: filled(value) for name, value in step.get("env", {}).items()}
    variables = {**os.environ, **files, **own, "GITHUB_ACTION_PATH": str(top)}
    assert step["shell"] == "bash"
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", filled(step["run"])]
    code = subprocess.run(command, env=variables).returncode
    if code:
        sys.exit(code)
    for folder in pathlib.Path(files["GITHUB_PATH"]).read_text().splitlines():
        os.environ["PATH"] = folder + os.pathsep + os.environ["PATH"]
    outputs = pathlib.Path(files["GITHUB_OUTPUT"]).read_text().splitlines()
    if "id" in step:
        values["steps"][step["id"]] = {"outputs": dict(line.split("=", 1) for line in outputs)}
