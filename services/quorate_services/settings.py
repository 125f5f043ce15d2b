"""The one place that reads the environment: every setting is ``QUORATE_<NAME>``, or a file for secrets."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from quorate_events.errors import QuorateError
from quorate_events.evidence.note import Kind, MalformedNote, VerifierKey, read_key
from quorate_events.kafka.access import KafkaAccess, Security
from quorate_graphql.documents.trusted import Documents
from quorate_services.identity.issuers import TrustedIssuer

_THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})


DEMO_KEY_FILE = "data-keys.json"
"""The file of the demo's key-encryption key, in the folder of its data."""


class Environment(StrEnum):
    """Where Quorate runs. Only demo and test know invented people and the development issuer."""

    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


class LogLevel(StrEnum):
    """From which level on log lines are written."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Feed(StrEnum):
    """What the views are kept from."""

    LOG = "log"
    """The log itself: one projector at a time, a second stands by."""
    KAFKA = "kafka"
    """The topic of events: all projectors of the partnership share its partitions."""


class SecretGivenTwice(QuorateError):
    """A secret is in the environment, and in a file as well."""

    code = "secret_given_twice"

    def __init__(self, variable: str) -> None:
        super().__init__(f"{variable} and {variable}_FILE are both set.", "Keep the file.")


class SecretUnreadable(QuorateError):
    """The file of a secret cannot be read."""

    code = "secret_unreadable"

    def __init__(self, variable: str) -> None:
        super().__init__(f"The file that {variable}_FILE names cannot be read.", "Check its path and rights.")


class Settings(BaseSettings):
    """Everything that can be set. Defaults are safe for production.

    A secret is given in its variable, in a file that the variable with ``_FILE`` behind it names, or in a file
    of the folder ``QUORATE_SECRETS_DIR`` that is named as the variable in lower case. No option of a command
    takes one: the arguments of a process can be read by others.
    """

    model_config = SettingsConfigDict(env_prefix="QUORATE_", extra="ignore", frozen=True)

    environment: Environment = Field(
        Environment.PRODUCTION,
        description="production, demo or test. Demo and test hold invented people only.",
    )
    database_url: SecretStr | None = Field(
        None,
        description="PostgreSQL 16 to 18, as the owner role; needed by migrate and rebuild. "
        "Where no database is named at all, demo and test run a PostgreSQL of their own.",
    )
    app_database_url: SecretStr | None = Field(
        None, description="The same database as the application role; all that serve needs."
    )
    projector_database_url: SecretStr | None = Field(
        None, description="The same database as the projector role; all that project needs."
    )
    relay_database_url: SecretStr | None = Field(
        None, description="The same database as the relay's role; all that relay needs of it."
    )
    home: Path = Field(
        Path(".quorate"), description="The folder for the data of the own PostgreSQL and generated passwords."
    )
    pg_bin: Path | None = Field(
        None, description="The folder of PostgreSQL's programs, when not found by itself."
    )
    partnership: str = Field(
        "partnership",
        pattern=r"^[a-z][a-z0-9-]{1,60}$",
        description="The short name of the safeguarding partnership: its ledger.",
    )
    rule_set: str = Field(
        "england-baseline",
        description="The id of the rule set that new meetings run under, in its latest version.",
    )
    rule_sets: Path | None = Field(None, description="A folder with the partnership's own rule-set files.")
    part_limit: int = Field(
        64 * 1024, ge=1024, le=1024 * 1024, description="The longest text of one field, in bytes of UTF-8."
    )
    emergency_minutes: int = Field(
        60,
        ge=5,
        le=24 * 60,
        description="How many minutes a record stays open to whoever opened it in an emergency.",
    )
    emergency_at_once: int = Field(
        3,
        ge=1,
        le=100,
        description="How many openings in emergencies one person may have open at the same time; all records "
        "about one child, opened together, are one.",
    )
    emergency_per_day: int = Field(
        5, ge=1, le=1000, description="How many openings in emergencies one person may make within 24 hours."
    )
    host: str = Field("127.0.0.1", description="The address that the API listens on.")
    port: int = Field(
        8000, ge=0, le=65535, description="The port that the API listens on; 0 takes a free one."
    )
    issuers: tuple[TrustedIssuer, ...] = Field(
        (),
        description="The issuers whose tokens are believed, as a JSON list; see the page on operations. "
        "Without any, production does not serve, and demo and test have an issuer of their own.",
    )
    sign_in_code_minutes: int = Field(
        15,
        ge=1,
        le=1440,
        description="For how many minutes a member may accept a further account by its one-time code.",
    )
    pool_size: int = Field(10, ge=1, le=100, description="Connections per process for reading views.")
    project_in_process: bool = Field(
        True, description="Whether `quorate serve` also keeps the views; a second projector stands by."
    )

    allowed_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="Other sites whose pages may ask and watch, as `https://host`, with commas between them; "
        "none allows only pages of the API's own site.",
    )
    documents: Documents = Field(
        Documents.ANY,
        description="any, or trusted: only documents that QUORATE_TRUSTED_DOCUMENTS lists are answered.",
    )
    trusted_documents: Path | None = Field(
        None, description="The list that `quorate documents build` writes, or the folder that holds it."
    )
    rate_person: int = Field(
        600_000,
        ge=0,
        description="Values a minute that one person, or one agency's software, may ask one process for; "
        "0 sets no bound.",
    )
    rate_agency: int = Field(
        6_000_000, ge=0, description="The same for all people and software of one agency together."
    )
    rate_unidentified: int = Field(
        120_000, ge=0, description="The same for everybody together of whom it is not known who they are."
    )
    portal_host: str = Field("127.0.0.1", description="The address that the portal listens on.")
    portal_port: int = Field(
        8080, ge=0, le=65535, description="The port that the portal listens on; 0 takes a free one."
    )
    portal_address: str | None = Field(
        None,
        description="How browsers call the portal, as `https://host`; production needs it. Elsewhere it is where "
        "the portal listens.",
    )
    portal_api: str = Field(
        "http://127.0.0.1:8000", description="Where the portal asks the API, without `/graphql`."
    )
    portal_issuer: str | None = Field(
        None,
        description="The issuer that signs people in at the portal, by OpenID Connect; production needs it. "
        "Elsewhere it is the development issuer of the API.",
    )
    portal_client: str = Field("quorate-portal", description="The client's id of the portal at that issuer.")
    portal_client_secret: SecretStr | None = Field(
        None, description="The client's secret of the portal; without one it is a public client, with PKCE."
    )
    portal_scope: str = Field(
        "openid",
        description="What the portal asks the issuer for: `openid`, and what brings a token for the API.",
    )
    portal_idle_minutes: int = Field(
        30, ge=5, le=480, description="After how many minutes without a request the portal signs people out."
    )
    portal_absolute_hours: int = Field(
        12, ge=1, le=24, description="After how many hours it does so in any case. Drafts stay."
    )
    portal_key: SecretStr | None = Field(
        None,
        description="32 bytes in base64: the key that encrypts the portal's sessions and drafts. Production needs "
        "it; elsewhere one is made in QUORATE_HOME.",
    )
    log_level: LogLevel = Field(
        LogLevel.INFO, description="info writes a line a request; warning and error only what goes wrong."
    )
    log_key: SecretStr | None = Field(
        None,
        description="The key of the pseudonyms in the log. Without one, each process makes its own at the start.",
    )
    kafka_bootstrap: str | None = Field(
        None,
        pattern=r"^[^\s,:]+:\d+(,[^\s,:]+:\d+)*$",
        description="Apache Kafka 4, as `host:port`, several with commas between. Without it nothing needs Kafka.",
    )
    kafka_security: Security = Field(
        Security.TLS,
        description="plaintext, tls or sasl_tls (SCRAM-SHA-512): how the way to Kafka is protected. "
        "plaintext is taken for a broker on this machine only.",
    )
    kafka_ca: Path | None = Field(
        None,
        description="The certificates, in PEM, that Kafka's is checked with; the machine's when not set.",
    )
    kafka_username: str | None = Field(None, description="The name to sign in to Kafka with, for sasl_tls.")
    kafka_password: SecretStr | None = Field(None, description="The password that goes with it.")
    kafka_replication: int = Field(
        3,
        ge=1,
        le=9,
        description="Copies of every topic; all but one of them must have a record before it counts as written.",
    )
    kafka_topics: Path | None = Field(
        None, description="A file of one's own that declares the topics, in place of the release's."
    )
    feed: Feed = Field(
        Feed.LOG,
        description="log or kafka: from where the views are kept up to date, by `quorate project` and by "
        "`quorate serve`. From kafka needs QUORATE_KAFKA_BOOTSTRAP and a relay, and any number of projectors share "
        "the work.",
    )
    kafka_feeds: Path | None = Field(
        None,
        description="A file that says which agencies' own systems have a feed; see the page on operations. "
        "Without it none has.",
    )
    metrics_port: int | None = Field(
        None,
        ge=0,
        le=65535,
        description="The port at which relay, projector and feeds show their metrics to Prometheus, on QUORATE_HOST; "
        "0 takes a free one. Without it there are none.",
    )
    signing_key: Path | None = Field(
        None,
        description="The file of the key that signs checkpoints, made by `quorate key create`, for the process that "
        "keeps the views. What it signed last is kept beside it. Without one, nothing is signed.",
    )
    witnesses: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="The keys of witnesses whose cosignatures are taken, as `quorate key show` prints them, with "
        "spaces between them.",
    )

    key_file: Path | None = Field(
        None,
        description="The file of key-encryption keys, made by `quorate data-keys create`: what wraps the data keys of "
        "persons. Demo and test take `data-keys.json` of QUORATE_HOME where it is there.",
    )
    key_encryption_keys: SecretStr | None = Field(
        None,
        description="The content of such a file, in place of QUORATE_KEY_FILE: for containers that are handed secrets.",
    )
    vault_address: str | None = Field(
        None,
        pattern=r"^https?://[^\s/]+/?$",
        description="A HashiCorp Vault (or OpenBao) whose transit engine wraps the data keys of persons, as "
        "`https://host:port`; in place of QUORATE_KEY_FILE.",
    )
    vault_token: SecretStr | None = Field(
        None,
        description="The token to use there; it may encrypt, decrypt and rotate one key, and nothing else.",
    )
    vault_mount: str = Field("transit", description="Where the transit engine is mounted.")
    vault_key: str = Field("quorate", description="The name of the key in the transit engine.")
    keys_database_url: SecretStr | None = Field(
        None,
        description="A PostgreSQL for the data keys of persons, apart from the log and its backups, as a role that "
        "owns the schema quorate_keys. Where it is not set they have a schema in the same database.",
    )

    @classmethod
    def load(cls, **overrides: Any) -> Self:
        """Read the environment and the folder of secrets. Raises pydantic's ``ValidationError``, and for files
        of secrets ``SecretGivenTwice`` and ``SecretUnreadable``."""
        folder: dict[str, Any] = {"_secrets_dir": os.environ.get("QUORATE_SECRETS_DIR")}
        return cls(**{**folder, **_secrets_in_files(cls), **overrides})

    @property
    def invented_people(self) -> bool:
        """True where only invented people may be registered, and a development issuer may sign them in."""
        return self.environment is not Environment.PRODUCTION

    @property
    def listens_here(self) -> bool:
        """True where only programs of this machine can reach the API."""
        return self.host in _THIS_MACHINE

    @property
    def kafka(self) -> KafkaAccess | None:
        """How Kafka is reached, None where none is named."""
        if self.kafka_bootstrap is None:
            return None
        password = self.kafka_password
        return KafkaAccess(
            self.kafka_bootstrap,
            self.kafka_security,
            self.kafka_ca,
            self.kafka_username,
            None if password is None else password.get_secret_value(),
        )

    @property
    def named_key_file(self) -> Path | None:
        """The file of key-encryption keys to use: the one that is named, or the demo's own."""
        named = (self.key_file, self.vault_address, self.key_encryption_keys)
        if any(named) or not self.invented_people:
            return self.key_file
        own = self.home / DEMO_KEY_FILE
        return own if own.exists() else None

    @property
    def witness_keys(self) -> tuple[VerifierKey, ...]:
        """The keys of the witnesses."""
        return tuple(read_key(each) for each in self.witnesses)

    @field_validator("witnesses", mode="before")
    @classmethod
    def _witnesses(cls, value: Any) -> Any:
        keys = tuple(value.split()) if isinstance(value, str) else value
        try:
            if any(read_key(each).kind is not Kind.COSIGNATURE for each in keys):
                raise ValueError("write keys of witnesses; one of these signs checkpoints")
        except MalformedNote:
            raise ValueError("write every key as name+id+base64, with spaces between them") from None
        return keys

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _origins(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        origins = tuple(filter(None, (each.strip().rstrip("/") for each in value.split(","))))
        for each in origins:
            parts = urlsplit(each)
            if (
                parts.scheme not in ("http", "https")
                or not parts.netloc
                or "*" in each
                or f"{parts.scheme}://{parts.netloc}" != each
            ):
                raise ValueError("write every site as https://host or https://host:port; * is not taken")
        return origins

    @field_validator("portal_address", "portal_api")
    @classmethod
    def _one_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value.rstrip("/"))
        if parts.scheme not in ("http", "https") or f"{parts.scheme}://{parts.netloc}" != value.rstrip("/"):
            raise ValueError("write it as https://host or https://host:port, without a path")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _trusted_documents_are_listed(self) -> Self:
        if self.documents is Documents.TRUSTED and self.trusted_documents is None:
            raise ValueError(
                "QUORATE_TRUSTED_DOCUMENTS is missing: QUORATE_DOCUMENTS=trusted answers those only."
            )
        return self

    @model_validator(mode="after")
    def _production_has_a_database(self) -> Self:
        named = (
            self.database_url,
            self.app_database_url,
            self.projector_database_url,
            self.relay_database_url,
        )
        if self.environment is Environment.PRODUCTION and not any(named):
            raise ValueError(
                "QUORATE_DATABASE_URL is missing. Production runs on a PostgreSQL that you operate; "
                "set QUORATE_ENVIRONMENT=demo to try Quorate out."
            )
        return self

    @model_validator(mode="after")
    def _kafka_is_protected(self) -> Self:
        if self.kafka_bootstrap is None:
            if self.feed is Feed.KAFKA:
                raise ValueError("QUORATE_KAFKA_BOOTSTRAP is missing, which QUORATE_FEED=kafka needs.")
            return self
        hosts = {each.rpartition(":")[0] for each in self.kafka_bootstrap.split(",")}
        if self.kafka_security is Security.PLAINTEXT and not hosts <= _THIS_MACHINE:
            raise ValueError(
                "QUORATE_KAFKA_SECURITY=plaintext is taken for a Kafka on this machine only; take tls or sasl_tls."
            )
        if self.kafka_security is Security.SASL_TLS and not (self.kafka_username and self.kafka_password):
            raise ValueError("QUORATE_KAFKA_USERNAME or its password is missing, which sasl_tls needs.")
        return self

    @model_validator(mode="after")
    def _one_key_encryption_key(self) -> Self:
        if (
            sum(each is not None for each in (self.key_file, self.vault_address, self.key_encryption_keys))
            > 1
        ):
            raise ValueError(
                "Name one of QUORATE_KEY_FILE, QUORATE_KEY_ENCRYPTION_KEYS and QUORATE_VAULT_ADDRESS, not several."
            )
        if self.vault_address is None:
            return self
        if self.vault_token is None:
            raise ValueError("QUORATE_VAULT_TOKEN is missing, which QUORATE_VAULT_ADDRESS needs.")
        if self.environment is Environment.PRODUCTION and not self.vault_address.startswith("https://"):
            raise ValueError("QUORATE_VAULT_ADDRESS is without https, which production does not trust.")
        return self

    @model_validator(mode="after")
    def _issuers_are_different(self) -> Self:
        names = [each.issuer for each in self.issuers]
        if len(set(names)) < len(names):
            raise ValueError("QUORATE_ISSUERS names an issuer twice. Give each one once.")
        if self.environment is Environment.PRODUCTION and any(each.stays_here for each in self.issuers):
            raise ValueError(
                "QUORATE_ISSUERS names an address without https, which production does not trust."
            )
        return self


class PortalSettings(Settings):
    """The settings of a portal in a process of its own, which has no database."""

    @model_validator(mode="after")
    def _production_has_a_database(self) -> Self:
        return self


def is_secret(field: FieldInfo) -> bool:
    """Return whether a setting is a secret."""
    return field.annotation == SecretStr | None


def _secrets_in_files(settings: type[Settings]) -> dict[str, str]:
    """Read the secrets whose variables name a file. Raises ``SecretGivenTwice``, ``SecretUnreadable``."""
    found: dict[str, str] = {}
    for name, field in settings.model_fields.items():
        variable = f"QUORATE_{name.upper()}"
        file = os.environ.get(f"{variable}_FILE")
        if not is_secret(field) or file is None:
            continue
        if variable in os.environ:
            raise SecretGivenTwice(variable)
        try:
            found[name] = Path(file).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise SecretUnreadable(variable) from None
    return found
