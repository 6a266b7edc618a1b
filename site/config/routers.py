"""Nothing is ever migrated, and no test database made, through the public login."""

from typing import Any


class PublicIsReadOnly:
    """Django's database router: tables are made through `default` alone."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "default"

    def allow_relation(self, obj1: Any, obj2: Any, **hints: Any) -> bool:
        return True  # both aliases are one database
