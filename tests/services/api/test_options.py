"""What the settings make of the API: production shows neither its schema nor a page, and takes no wildcard."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from quorate_graphql.documents.manifest import sha256, write_manifest
from quorate_graphql.documents.trusted import Documents
from quorate_graphql.identity import nobody
from quorate_services.portal.documents.trusted import documents
from quorate_services.serving import api_options
from quorate_services.settings import SecretGivenTwice, SecretUnreadable, Settings

URL = "postgresql://nobody@127.0.0.1/nothing"


def production(**more: Any) -> Settings:
    return Settings(app_database_url=URL, **more)


def test_production_has_no_page_no_schema_and_no_development_issuer() -> None:
    options = api_options(production())
    assert not options.explorer
    assert not options.limits.introspection
    assert options.development is None
    assert options.people == ()
    assert options.identify is nobody
    assert options.allowed_origins == ()


def test_the_sites_that_may_ask_are_given_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUORATE_ALLOWED_ORIGINS", "https://a.example.org, https://b.example.org:8443/")
    assert production().allowed_origins == ("https://a.example.org", "https://b.example.org:8443")


@pytest.mark.parametrize("wrong", ["*", "https://*", "a.example.org", "https://a.example.org/path", "null"])
def test_what_is_no_site_is_refused(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("QUORATE_ALLOWED_ORIGINS", wrong)
    with pytest.raises(ValidationError):
        production()


def test_only_trusted_documents_need_a_list_of_them() -> None:
    with pytest.raises(ValidationError, match="QUORATE_TRUSTED_DOCUMENTS"):
        production(documents=Documents.TRUSTED)


def test_the_list_is_read_where_the_settings_say(tmp_path: Path) -> None:
    text = "{ viewer { agencyId } }"
    write_manifest(tmp_path / "manifest.json", {sha256(text): text})
    options = api_options(production(documents=Documents.TRUSTED, trusted_documents=tmp_path))
    assert options.documents.texts == {text, *documents().values()}


def test_a_secret_is_read_from_the_file_that_its_variable_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "url").write_text(URL + "\n")
    monkeypatch.setenv("QUORATE_APP_DATABASE_URL_FILE", str(tmp_path / "url"))
    secret = Settings.load().app_database_url
    assert secret is not None
    assert secret.get_secret_value() == URL


def test_a_secret_is_given_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUORATE_APP_DATABASE_URL", URL)
    monkeypatch.setenv("QUORATE_APP_DATABASE_URL_FILE", str(tmp_path / "url"))
    with pytest.raises(SecretGivenTwice):
        Settings.load()


def test_a_secret_whose_file_is_missing_is_not_an_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUORATE_APP_DATABASE_URL_FILE", str(tmp_path / "url"))
    with pytest.raises(SecretUnreadable):
        Settings.load()


def test_no_secret_is_shown_where_settings_are_printed() -> None:
    assert URL not in repr(production(log_key="k" * 32))
    assert "k" * 32 not in repr(production(log_key="k" * 32))
