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
from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.token import Token

from catalog.texts.folding import fold

PARSER = MarkdownIt("commonmark", {"html": False}).disable("image")
TAGS = {"p", "h3", "h4", "h5", "h6", "em", "strong", "blockquote", "ul", "ol", "li", "a", "br", "hr", "code"}
# The mark at the end of a heading; what looks like one in a heading, and in any other text.
SPOILER_LEVEL = re.compile(r"\s*\{\s*spoiler\s*=\s*([0-3])\s*\}\s*$", re.IGNORECASE)
UNREAD_IN_HEADING = re.compile(r"[{}｛｝]|\bspoilers?\s*[=:]?\s*\d", re.IGNORECASE)
UNREAD_IN_TEXT = re.compile(r"[{｛](\s*spoil|[^{}｛｝\n]*[=＝]\s*\d\s*[}｝])", re.IGNORECASE)
HIGHEST_LEVEL = 3
WORD = re.compile(r"\w[\w'’-]*")
TAG = re.compile(r"<[^>]+>")
HEADING_TAG = re.compile(r"(</?)h([3-6])\b")


@dataclass
class RenderedText:
    """A text ready to show, whole in `html` and in `sections`, of which the first may have no heading.

    A section is a dict of `heading`, `anchor`, `html`, `body` (its Markdown) and `spoiler_level` (0 to 3, or None where
    its heading says nothing of its own). `faults` says which spoiler marks can't be read, and how to write them; a section
    with one has the highest level, so that it is folded and not shown.
    """

    html: str = ""
    sections: list[dict[str, Any]] = field(default_factory=list)
    word_count: int = 0
    faults: list[str] = field(default_factory=list)


def clean_html(html: str) -> str:
    """Remove all tags and attributes that a text can't have."""
    return nh3.clean(html, tags=TAGS, attributes={"a": {"href", "title"}}, link_rel="nofollow noopener")


def page_html(source: str) -> str:
    """Render Markdown that stands right under the heading of a page: its own headings start at h2."""
    return HEADING_TAG.sub(lambda match: f"{match[1]}h{int(match[2]) - 1}", render_markdown(source).html)


@lru_cache(maxsize=32)
def render_markdown(source: str) -> RenderedText:
    """Render Markdown; each top heading opens a section, and headings start at h3, under the page's own.

    A top heading that ends in `{spoiler=2}` gives its section a spoiler level of its own.
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
        if faults := mark_faults(tokens[start:end], "#" * top):
            section["spoiler_level"] = HIGHEST_LEVEL
            result.faults += faults
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
        heading = heading_text(tokens[1])
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


def heading_text(token: Token) -> str:
    return "".join(part.content for part in token.children or [] if part.type in {"text", "code_inline"})


def mark_faults(tokens: list[Token], top: str) -> list[str]:
    """Return what is wrong with the spoiler marks of a section's tokens; `top` is the sign of the headings that open one."""
    faults = []
    for place, token in enumerate(tokens):
        follows_heading = place > 0 and tokens[place - 1].type == "heading_open"
        if not follows_heading:
            faults += [unread_text(line, top) for line in token.content.splitlines() if UNREAD_IN_TEXT.search(line)]
            continue
        heading = heading_text(token)
        opens_section = tokens[place - 1].tag == "h3" and tokens[place - 1].level == 0
        if opens_section and UNREAD_IN_HEADING.search(SPOILER_LEVEL.sub("", heading)):
            words = re.split(r"[{｛]", heading)[0].strip() or gettext("The ending")
            faults.append(
                gettext(
                    "The braces in the heading “%(heading)s” can’t be read. A level is 0, 1, 2 or 3, at its end: "
                    "%(top)s %(words)s {spoiler=3}"
                )
                % {"heading": heading, "top": top, "words": words}
            )
        elif not opens_section and UNREAD_IN_HEADING.search(heading):
            faults.append(
                gettext(
                    "The heading “%(heading)s” stands under another one or within a quote or list, where no level "
                    "can be read. Begin its line with %(top)s, as the headings that open a section, or mark the one "
                    "above it."
                )
                % {"heading": heading, "top": top}
            )
    return faults


def unread_text(line: str, top: str) -> str:
    return gettext(
        "“%(line)s” is no heading, so its level can’t be read. Begin the line with %(top)s and a "
        "space, or take the braces away."
    ) % {"line": line.strip()[:80], "top": top}


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
