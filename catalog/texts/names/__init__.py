"""Names of people as lists file them, by the tradition of each: Gogh, Vincent van; but Van Dyke, Dick."""

from catalog.texts.names.filing import FAMILY_FIRST, GIVEN_FIRST, ONE_NAME, Filing, file_name, name_sort_key

__all__ = ["FAMILY_FIRST", "GIVEN_FIRST", "ONE_NAME", "Filing", "file_name", "name_sort_key"]
