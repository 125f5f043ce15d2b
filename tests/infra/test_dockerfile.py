"""The image: what it copies is there, what it installs has hashes, and it does not run as root."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINES = re.sub(r"\\\n\s*", " ", (ROOT / "infra" / "Dockerfile").read_text("utf-8")).splitlines()
STEPS = [tuple(line.split(maxsplit=1)) for line in LINES if line.strip() and not line.startswith("#")]
KNOWN = {
    "ARG",
    "FROM",
    "WORKDIR",
    "RUN",
    "COPY",
    "ENV",
    "USER",
    "EXPOSE",
    "STOPSIGNAL",
    "HEALTHCHECK",
    "ENTRYPOINT",
    "CMD",
}
LAST = max(number for number, step in enumerate(STEPS) if step[0] == "FROM")


def test_every_line_is_an_instruction() -> None:
    assert {step[0] for step in STEPS} <= KNOWN


def test_every_path_that_is_copied_is_there_and_is_not_kept_out() -> None:
    copied = [
        words.split()[:-1] for step, words in STEPS if step == "COPY" and not words.startswith("--from")
    ]
    paths = [path for each in copied for path in each]
    assert {"requirements.lock", "events", "projections", "graphql", "services"} <= set(paths)
    assert [path for path in paths if not (ROOT / path).exists()] == []
    let_in = {
        line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")
    }
    assert set(paths) <= let_in


def test_every_package_of_ours_is_copied() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    roots = {each.split("/")[0] for each in build["targets"]["wheel"]["packages"]}
    assert roots <= {words.split()[0] for step, words in STEPS if step == "COPY"}


def test_what_is_installed_is_what_the_lock_has_the_hashes_of() -> None:
    installs = [words for step, words in STEPS if step == "RUN" and "pip install" in words]
    assert len(installs) == 2
    assert "--require-hashes -r requirements.lock" in installs[0]
    assert "--no-deps --no-build-isolation ." in installs[1]
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    packages = re.findall(r"^([a-z0-9._-]+)==\S+(.*?)(?=^\S|\Z)", lock, re.MULTILINE | re.DOTALL)
    assert packages
    assert all("--hash=sha256:" in hashes for _, hashes in packages)


def test_it_runs_as_nobody_in_particular() -> None:
    users = [words for step, words in STEPS[LAST:] if step == "USER"]
    assert users == ["10001:10001"]
    after = [step for step, _ in STEPS[next(n for n, s in enumerate(STEPS) if s[0] == "USER") :]]
    assert not {"RUN", "COPY"} & set(after)
