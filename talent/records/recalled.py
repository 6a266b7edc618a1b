"""What a statement told of other rows as JSON, read back into what pages show: names, days, moments."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from talent.orgs.models import Organisation
from talent.security.models import User


@dataclass(frozen=True)
class Recalled:
    """One row, by the names that the statement gave its values; of other rows only numbers and names."""

    values: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def day(self, name: str) -> date:
        return date.fromisoformat(self.values[name])

    def moment(self, name: str) -> datetime:
        return datetime.fromisoformat(self.values[name])

    def moment_or_none(self, name: str) -> datetime | None:
        return None if self.values[name] is None else self.moment(name)

    def user(self, name: str) -> User | None:
        """An account by its name; None for nobody."""
        return None if self.values[name] is None else User(name=self.values[name])

    def organisation(self, name: str) -> Organisation:
        """By its name and, where that was told as `<name>_pk`, its number."""
        return Organisation(pk=self.values.get(f"{name}_pk"), name=self.values[name])

    def organisation_or_none(self, name: str) -> Organisation | None:
        return None if self.values[name] is None else self.organisation(name)
