"""The one place that reads the environment: every setting is ``QUORATE_<NAME>``, or a file for secrets."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(StrEnum):
    """Where Quorate runs. Only demo and test know invented people and the development identity."""

    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


class Settings(BaseSettings):
    """Everything that can be set. Defaults are safe for production.

    A secret may be given in a file of the folder ``QUORATE_SECRETS_DIR`` that is named as the variable in
    lower case, for example ``quorate_database_url``.
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
    host: str = Field("127.0.0.1", description="The address that the API listens on.")
    port: int = Field(
        8000, ge=0, le=65535, description="The port that the API listens on; 0 takes a free one."
    )
    pool_size: int = Field(10, ge=1, le=100, description="Connections per process for reading views.")
    project_in_process: bool = Field(
        True, description="Whether `quorate serve` also keeps the views; a second projector stands by."
    )

    @classmethod
    def load(cls, **overrides: Any) -> Self:
        """Read the environment and the folder of secrets. Raises pydantic's ``ValidationError``."""
        secrets: dict[str, Any] = {"_secrets_dir": os.environ.get("QUORATE_SECRETS_DIR")}
        return cls(**secrets, **overrides)

    @property
    def invented_people(self) -> bool:
        """True where only invented people may be registered, and the development identity is accepted."""
        return self.environment is not Environment.PRODUCTION

    @model_validator(mode="after")
    def _production_has_a_database(self) -> Self:
        named = (self.database_url, self.app_database_url, self.projector_database_url)
        if self.environment is Environment.PRODUCTION and not any(named):
            raise ValueError(
                "QUORATE_DATABASE_URL is missing. Production runs on a PostgreSQL that you operate; "
                "set QUORATE_ENVIRONMENT=demo to try Quorate out."
            )
        return self
