"""What of visitors and accounts leaves with the catalogue: votes under new names, and no account."""

import hmac
import secrets
from functools import cache
from typing import Any

from catalog.exchange.wayback.tables import ACCOUNT_NOUNS, LEFT_OUT, Table, exported_tables, leads_to_account

PATCH_TABLES = ("revision", "workingcopy", "merge")
# Nouns that no stored patch takes along.
WITHHELD_NOUNS = {*LEFT_OUT, *ACCOUNT_NOUNS}


class Withholding:
    """Gives voters names that are made anew for each export, and takes accounts out of stored patches.

    Votes of one visitor have one name, so that a merge of two films still counts the visitor once. No cookie leads to it, and
    the key that it is made with is thrown away.
    """

    def __init__(self) -> None:
        self.key = secrets.token_bytes(32)

    def new_name(self, voter: str) -> str:
        return hmac.digest(self.key, voter.encode(), "sha256").hex()

    def apply(self, table: Table, row: dict[str, Any]) -> None:
        """Change a row, {column: value}, into what may leave."""
        if table.name == "vote":
            row["voter"] = self.new_name(row["voter"])
        elif table.name in PATCH_TABLES:
            row["patch"] = self.patch(row["patch"])

    def patch(self, patch: Any) -> Any:
        """Return a stored patch without what is withheld; one of another form than catalog.editing.patches tells as it is."""
        if not isinstance(patch, dict):
            return patch
        return {noun: self.rows_of_patch(noun, rows) for noun, rows in patch.items() if noun not in WITHHELD_NOUNS}

    def rows_of_patch(self, noun: str, rows: Any) -> Any:
        names = account_fields().get(noun, set())
        if not (names or noun == "vote"):
            return rows
        return {
            key: {side: fields and self.fields_of_patch(noun, fields, names) for side, fields in change.items()}
            for key, change in rows.items()
        }

    def fields_of_patch(self, noun: str, fields: dict[str, Any], names: set[str]) -> dict[str, Any]:
        fields = {name: None if name in names else value for name, value in fields.items()}
        if noun == "vote" and fields.get("voter"):
            fields["voter"] = self.new_name(fields["voter"])
        return fields


@cache
def account_fields() -> dict[str, set[str]]:
    """Return {noun: names of its fields that lead to accounts}."""
    fields = {
        name: {field.name for field in table.model._meta.concrete_fields if leads_to_account(field)}
        for name, table in exported_tables().items()
    }
    return {name: names for name, names in fields.items() if names}
