"""The compose file: valid by the schema of its specification, and true about what it names."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from quorate_events.kafka.feeds import declared_feeds
from quorate_services.cli.commands import COMMANDS
from quorate_services.serving_portal import portal_options
from quorate_services.settings import Environment, PortalSettings, Settings, is_secret

ROOT = Path(__file__).parents[2]
INFRA = ROOT / "infra"
SCHEMA = json.loads((ROOT / "tests" / "schemas" / "compose-spec.json").read_text("utf-8"))
COMPOSE: dict[str, Any] = yaml.safe_load((INFRA / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: each for name, each in SERVICES.items() if each["image"] == "quorate:local"}


def secrets_of(service: dict[str, Any]) -> dict[str, str]:
    """The secrets of a service: where each comes to lie, and which one it is."""
    named = [each if isinstance(each, dict) else {"source": each} for each in service.get("secrets", ())]
    return {each.get("target", each["source"]): each["source"] for each in named}


def test_it_is_valid_by_the_schema_of_the_specification() -> None:
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(COMPOSE)] == []


def test_the_whole_system_is_in_it() -> None:
    assert {
        "postgres",
        "kafka",
        "api",
        "portal",
        "relay",
        "projector",
        "feeds",
        "prometheus",
    } <= SERVICES.keys()
    assert SERVICES["projector"]["deploy"]["replicas"] == 2


@pytest.mark.parametrize("name", OURS)
def test_a_service_of_ours_runs_a_command_that_there_is_with_settings_that_there_are(name: str) -> None:
    assert OURS[name]["command"][0] in COMMANDS
    settings = {f"QUORATE_{each.upper()}" for each in Settings.model_fields}
    assert set(OURS[name].get("environment", ())) - settings <= {"QUORATE_SECRETS_DIR"}
    secret = {f"quorate_{each}" for each, field in Settings.model_fields.items() if is_secret(field)}
    assert {each for each in secrets_of(OURS[name]) if each.startswith("quorate_")} <= secret


@pytest.mark.parametrize("name", OURS)
def test_a_service_of_ours_has_no_rights_that_it_does_not_need(name: str) -> None:
    service = OURS[name]
    assert service["user"] == "10001:10001"
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    owner = "quorate_database_url" in secrets_of(service)
    assert owner == (name in {"migrate", "rebuild"})


def test_each_service_that_needs_kafka_signs_in_as_a_user_of_its_own() -> None:
    knows = {
        name: each["quorate_kafka_password"]
        for name in OURS
        if "quorate_kafka_password" in (each := secrets_of(OURS[name]))
    }
    assert knows == {name: f"kafka_{name}_password" for name in ("topics", "relay", "projector", "feeds")}
    for name in knows:
        given = OURS[name]["environment"]
        assert given["QUORATE_KAFKA_USERNAME"] == name
        assert given["QUORATE_KAFKA_SECURITY"] == "sasl_tls"
        assert "kafka_ca.pem" in secrets_of(OURS[name])
    script = (INFRA / "kafka" / "access.sh").read_text("utf-8")
    assert [name for name in knows if f"\nuser {name}\n" not in script] == []


def test_the_projectors_share_the_work_by_kafka() -> None:
    assert SERVICES["projector"]["environment"]["QUORATE_FEED"] == "${QUORATE_FEED:-kafka}"
    assert SERVICES["api"]["environment"]["QUORATE_PROJECT_IN_PROCESS"] == "false"


def test_the_signing_key_is_made_first_and_reaches_the_projectors_only() -> None:
    folder = Path(SERVICES["projector"]["environment"]["QUORATE_SIGNING_KEY"]).parent
    assert [name for name, each in SERVICES.items() if f"signing:{folder}" in each.get("volumes", ())] == [
        "signing-key",
        "projector",
    ]
    made = SERVICES["signing-key"]
    assert made["command"][:3] == [
        "key",
        "create",
        SERVICES["projector"]["environment"]["QUORATE_SIGNING_KEY"],
    ]
    assert "--keep" in made["command"]
    assert SERVICES["projector"]["depends_on"]["signing-key"] == {
        "condition": "service_completed_successfully"
    }
    assert str(folder) in folders_of_the_image()


def folders_of_the_image() -> list[str]:
    """The folders that are Quorate's own: a new volume takes over whose the image's folder is."""
    image = (INFRA / "Dockerfile").read_text("utf-8")
    (made,) = re.findall(r"install --directory --owner=10001 --group=10001 --mode=0700 (.+)", image)
    return str(made).split()


def test_the_portal_is_told_all_that_production_asks_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal = SERVICES["portal"]
    monkeypatch.setenv("QUORATE_PORTAL_ADDRESS", "https://portal.example")
    monkeypatch.setenv("QUORATE_PORTAL_ISSUER", "https://login.example")
    for name, value in portal["environment"].items():
        monkeypatch.setenv(name, as_compose_reads(value))
    script = shutil.copy(INFRA / "make-secrets", tmp_path)
    subprocess.run([script], capture_output=True, check=True)
    given = tmp_path / "given"
    given.mkdir()
    for target, source in secrets_of(portal).items():
        shutil.copy(tmp_path / "secrets" / source, given / target)
    monkeypatch.setenv("QUORATE_SECRETS_DIR", str(given))
    settings = PortalSettings.load()
    assert settings.environment is Environment.PRODUCTION
    options = portal_options(settings, "http://0.0.0.0:8080")
    assert (options.address, options.api, len(options.key)) == (
        "https://portal.example",
        "http://api:8000",
        32,
    )
    assert portal["volumes"] == [f"sessions:{settings.home}"]
    assert str(settings.home) in folders_of_the_image()


def test_the_portal_reaches_the_api_and_neither_database_nor_broker() -> None:
    assert SERVICES["portal"]["networks"] == ["outside"]
    assert "outside" in SERVICES["api"]["networks"]
    assert SERVICES["portal"]["profiles"] == ["portal"]
    assert set(secrets_of(SERVICES["portal"])) == {"quorate_portal_key"}
    # The service asks itself at the port that it listens on, and browsers are led to the same.
    port = SERVICES["portal"]["environment"]["QUORATE_PORTAL_PORT"]
    assert f"127.0.0.1:{port}/livez" in SERVICES["portal"]["healthcheck"]["test"][-1]
    assert all(each.endswith(f":{port}") for each in SERVICES["portal"]["ports"])


def as_compose_reads(value: str) -> str:
    """Return a value with ``${NAME:-otherwise}`` filled in from the environment (Compose Specification)."""
    return re.sub(r"\$\{(\w+):-([^}]*)\}", lambda found: os.environ.get(found[1]) or found[2], str(value))


def test_no_agency_has_a_feed_until_somebody_names_one() -> None:
    mounted = {
        each.split(":")[0]
        for name in ("topics", "feeds")
        for each in SERVICES[name]["volumes"]
        if each.split(":")[1] == SERVICES[name]["environment"]["QUORATE_KAFKA_FEEDS"]
    }
    assert len(mounted) == 1
    assert declared_feeds(INFRA / mounted.pop()) == []
    assert SERVICES["feeds"]["profiles"] == ["feeds"]


def test_every_port_is_open_on_this_machine_only() -> None:
    ports = [each for service in SERVICES.values() for each in service.get("ports", ())]
    assert ports
    assert all(each.startswith("127.0.0.1:") for each in ports)


def test_databases_and_brokers_have_no_way_out() -> None:
    assert COMPOSE["networks"]["inside"]["internal"] is True
    for name in ("postgres", "kafka", "relay", "projector", "feeds"):
        assert SERVICES[name]["networks"] == ["inside"]


def test_every_file_that_is_mounted_is_there() -> None:
    mounted = [each.split(":")[0] for service in SERVICES.values() for each in service.get("volumes", ())]
    files = [each for each in mounted if each.startswith("./")]
    assert len(files) >= 4
    assert [each for each in files if not (INFRA / each).exists()] == []
    assert {each for each in mounted if not each.startswith("./")} == set(COMPOSE["volumes"])


def test_every_secret_that_a_service_is_given_is_made(tmp_path: Path) -> None:
    script = shutil.copy(INFRA / "make-secrets", tmp_path)
    made = subprocess.run([script], capture_output=True, text=True, check=True)
    assert "complete" in made.stdout
    first = {each.name: each.read_bytes() for each in (tmp_path / "secrets").iterdir()}
    declared = {name: Path(each["file"]).name for name, each in COMPOSE["secrets"].items()}
    assert set(declared.values()) == set(first)
    given = {each for service in SERVICES.values() for each in secrets_of(service).values()}
    assert given == set(declared)
    assert all(first.values())
    assert os.stat(tmp_path / "secrets").st_mode & 0o777 == 0o700
    subprocess.run([script], capture_output=True, check=True)
    assert {each.name: each.read_bytes() for each in (tmp_path / "secrets").iterdir()} == first


def test_prometheus_asks_what_is_there() -> None:
    asked = yaml.safe_load((INFRA / "prometheus" / "prometheus.yml").read_text("utf-8"))
    found = {}
    for job in asked["scrape_configs"]:
        for where in job.get("static_configs", ()):
            found |= dict(each.split(":") for each in where["targets"])
        for where in job.get("dns_sd_configs", ()):
            found |= {name: str(where["port"]) for name in where["names"]}
    shown = {
        name: port
        for name, each in OURS.items()
        if (port := each.get("environment", {}).get("QUORATE_METRICS_PORT"))
    }
    assert found == shown
    assert shown.keys() == {"relay", "projector", "feeds"}
    rules = yaml.safe_load((INFRA / "prometheus" / "alerts.yml").read_text("utf-8"))
    page = (ROOT / "docs" / "operations.md").read_text("utf-8")
    for rule in (each for group in rules["groups"] for each in group["rules"]):
        metric = rule["expr"].partition("{")[0].split()[0]
        assert metric == "up" or f"`{metric}`" in page
