"""Render Markdown to clean HTML, once, when a text is saved."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from itertools import pairwise
from typing import Any

import nh3
from django.utils.html import escape
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

from catalog.texts.folding import fold

PARSER = MarkdownIt("commonmark", {"html": False}).disable("image")
TAGS = {"p", "h3", "h4", "h5", "h6", "em", "strong", "blockquote", "ul", "ol", "li", "a", "br", "hr", "code"}
SPOILER_LEVEL = re.compile(r"\s*\{spoiler=([0-3])\}\s*$")
WORD = re.compile(r"\w[\w'’-]*")
TAG = re.compile(r"<[^>]+>")


@dataclass
class RenderedText:
    """A text ready to show, whole in `html` and in `sections`, of which the first may have no heading.

    A section is a dict of `heading`, `anchor`, `html`, `body` (its Markdown) and `spoiler_level` (0 to 3, or None where
    its heading says nothing of its own).
    """

    html: str = ""
    sections: list[dict[str, Any]] = field(default_factory=list)
    word_count: int = 0


def clean_html(html: str) -> str:
    """Remove all tags and attributes that a text can't have."""
    return nh3.clean(html, tags=TAGS, attributes={"a": {"href", "title"}}, link_rel="nofollow noopener")


@lru_cache(maxsize=32)
def render_markdown(source: str) -> RenderedText:
    """Render Markdown; each top heading opens a section, and headings start at h3, under the page's own.

    A heading that ends in `{spoiler=2}` gives its section a spoiler level of its own.
    """
    tokens, lines = PARSER.parse(source), source.splitlines()
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    top = min(levels, default=1)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) - top + 3, 6)}"
    starts = [place for place, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h3"]
    starts = [place for place in starts if tokens[place].level == 0]
    result = RenderedText()
    anchors: set[str] = set()
    for start, end in pairwise([0, *starts, len(tokens)] if not starts or starts[0] else [*starts, len(tokens)]):
        section = build_section(tokens[start:end], lines, anchors)
        if section["heading"] or section["html"]:
            result.sections.append(section)
    result.html = "\n".join(section_html(section) for section in result.sections)
    result.word_count = count_words(result.html)
    return result


def count_words(html: str) -> int:
    return len(WORD.findall(unescape(TAG.sub(" ", html))))


def build_section(tokens: list[Token], lines: list[str], anchors: set[str]) -> dict[str, Any]:
    """Build a section from its tokens, and add its anchor to `anchors`, the anchors of the text."""
    heading, anchor, level = "", "", None
    if tokens and tokens[0].type == "heading_open":
        heading = "".join(part.content for part in tokens[1].children or [] if part.type in {"text", "code_inline"})
        if match := SPOILER_LEVEL.search(heading):
            heading, level = heading[: match.start()], int(match[1])
        anchor = unique_anchor(heading, anchors)
    extents = [token.map for token in tokens if token.map]
    return {
        "heading": heading,
        "anchor": anchor,
        "html": clean_html(PARSER.renderer.render(tokens[3 if anchor else 0 :], PARSER.options, {})).strip(),
        "body": "\n".join(lines[extents[0][0] : max(end for _, end in extents)]).strip() if extents else "",
        "spoiler_level": level,
    }


def unique_anchor(heading: str, anchors: set[str]) -> str:
    """Make an anchor from a heading, with a number if the text has that anchor already, and add it to `anchors`."""
    stem = anchor = slugify(fold(heading), allow_unicode=True) or "section"
    number = 2
    while anchor in anchors:
        anchor, number = f"{stem}-{number}", number + 1
    anchors.add(anchor)
    return anchor


def section_html(section: dict[str, Any]) -> str:
    if not section["heading"]:
        return section["html"]
    return f'<h3 id="{section["anchor"]}">{escape(section["heading"])}</h3>\n{section["html"]}'
