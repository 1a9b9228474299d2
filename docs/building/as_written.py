"""What the pages of the API need to know that cannot be read off the source."""

import importlib
import inspect
import re
from enum import EnumType
from typing import Any

import attrs
import griffe

_KINDS = {
    inspect.Parameter.POSITIONAL_OR_KEYWORD: griffe.ParameterKind.positional_or_keyword,
    inspect.Parameter.KEYWORD_ONLY: griffe.ParameterKind.keyword_only,
}

# A type is known by its name; whoever wants to know more follows the link.
_PATHS = re.compile(r"\b(?:simreplace|datetime|collections\.abc|typing)\.(?:[a-z_]+\.)*")


class AsWritten(griffe.Extension):
    """Shows the examples of a docstring as code, and how a value of attrs is made."""

    def on_object(self, *, obj: griffe.Object, **_kwargs: Any) -> None:
        """Read a section `Example:` as `Examples:`, which is the one that is known to hold code."""
        if obj.docstring is not None:
            obj.docstring.value = re.sub(r"^Example:$", "Examples:", obj.docstring.value, flags=re.MULTILINE)

    def on_class_members(self, *, cls: griffe.Class, **_kwargs: Any) -> None:
        """Give a value of attrs the arguments that attrs gives it."""
        made = getattr(importlib.import_module(cls.module.path), cls.name, None)
        if isinstance(made, EnumType) and cls.docstring is not None:
            cls.docstring.value += "\n\nMembers:\n" + "\n".join(f"- `{it.name}`" for it in made)
        if made is None or not attrs.has(made) or "__init__" in cls.members:
            return
        init = griffe.Function("__init__", parameters=griffe.Parameters(*map(_argument, _arguments_of(made))))
        cls.set_member("__init__", init)


def _arguments_of(made: type[Any]) -> list[inspect.Parameter]:
    return list(inspect.signature(made).parameters.values())


def _argument(it: inspect.Parameter) -> griffe.Parameter:
    default = None if it.default is it.empty else repr(it.default)
    if default is not None and ("NOTHING" in default or " object at " in default):
        default = "..."
    annotation = None if it.annotation is it.empty else _PATHS.sub("", inspect.formatannotation(it.annotation))
    return griffe.Parameter(it.name, annotation=annotation, kind=_KINDS[it.kind], default=default)
