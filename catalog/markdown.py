"""Markdown to clean HTML, once, when a text is saved."""

import re
from dataclasses import dataclass, field
from html import unescape

import nh3
from django.utils.html import escape
from django.utils.text import slugify
from markdown_it import MarkdownIt

from catalog.folding import fold

PARSER = MarkdownIt("commonmark", {"html": False}).disable("image")
TAGS = {"p", "h3", "h4", "h5", "h6", "em", "strong", "blockquote", "ul", "ol", "li", "a", "br", "hr", "code"}
WORD = re.compile(r"\w[\w'’-]*")
TAG = re.compile(r"<[^>]+>")


@dataclass
class Rendered:
    """A text ready to show. `sections` are dicts of `heading`, `anchor` and `html`; the first may have no heading."""

    html: str = ""
    sections: list[dict[str, str]] = field(default_factory=list)
    word_count: int = 0


def clean(html: str) -> str:
    return nh3.clean(html, tags=TAGS, attributes={"a": {"href", "title"}}, link_rel="nofollow noopener")


def render(source: str) -> Rendered:
    """Render Markdown; each top heading opens a section, and headings start at h3, under the page's own."""
    tokens = PARSER.parse(source)
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    top = min(levels, default=1)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) - top + 3, 6)}"
    result, at = Rendered(), 0
    taken: set[str] = set()
    heading = anchor = ""
    starts = [
        i for i, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h3" and token.level == 0
    ]
    for end in [*starts, len(tokens)]:
        html = clean(PARSER.renderer.render(tokens[at:end], PARSER.options, {})).strip()
        if heading or html:
            result.sections.append({"heading": heading, "anchor": anchor, "html": html})
        if end < len(tokens):
            heading = "".join(
                part.content for part in tokens[end + 1].children or [] if part.type in {"text", "code_inline"}
            )
            anchor = free = slugify(fold(heading), allow_unicode=True) or "section"
            number = 2
            while free in taken:
                free, number = f"{anchor}-{number}", number + 1
            anchor = free
            taken.add(anchor)
            at = end + 3
    result.html = "\n".join(section_html(section) for section in result.sections)
    result.word_count = len(WORD.findall(unescape(TAG.sub(" ", result.html))))
    return result


def section_html(section: dict[str, str]) -> str:
    if not section["heading"]:
        return section["html"]
    return f'<h3 id="{section["anchor"]}">{escape(section["heading"])}</h3>\n{section["html"]}'
