"""The part of a page that is readable without a script: masthead, table of the claims, sources.

Every string goes through `safe.text`; nothing here is a template that anything compiles again. Words are those of the
page's language, `load_words`.
"""

from typing import Any

from contested.render.safe import one_line, text, web_link
from contested.render.words import Words, filled

LISTED = 500  # claims that stand in the page as text as well: each adds some 700 bytes


def masthead(model: dict[str, Any], *, logo: str | None = None) -> str:
    """Answer title, one-sentence summary, date and stance of the page as HTML."""
    words: Words = model["words"]
    newest = text(model["newest"]) if model["newest"] else text(words["page.undated"])
    if model["newest"]:
        newest = f'<time datetime="{newest}">{newest}</time>'
    image = f'<img class="logo" alt="" src="{text(logo)}">' if logo else ""
    notice = f'<p class="notice">{text(model["notice"])}</p>' if model["notice"] else ""
    turn = "" if model["own_title"] else ' dir="auto"'
    return (
        f"{image}<h1{turn}>{text(model['title'])}</h1>"
        f'<p class="summary">{text(model["summary"])}</p>'
        f'<p class="stance"><span>{text(words["page.newest"])}: <b id="newest">{newest}</b></span> '
        f"<span>{text(words['page.records'])}</span></p>{notice}"
    )


def claims_table(model: dict[str, Any]) -> str:
    """Answer the table of the claims as HTML, the newest first: at most `LISTED`, and then how many there are.

    The page's script adds the others when a reader asks for them.
    """
    words: Words = model["words"]
    claims = sorted(model["claims"], key=lambda claim: -1 if claim["day"] is None else claim["day"], reverse=True)
    heads = "".join(
        f'<th scope="col">{text(words[f"table.{key}"])}</th>'
        for key in ("place", "actor", "claim", "quote", "source", "date")
    )
    body = "".join(_claim_row(claim, model, words) for claim in claims[:LISTED])
    caption = f"{text(words['table.caption'])} ({len(claims)})"
    rest = filled(words["table.left_out"], shown=str(LISTED), total=str(len(claims)))
    note = f'<p class="left-out">{text(rest)}</p>' if len(claims) > LISTED else ""
    return (
        f'<details class="all" id="claims"><summary>{caption}</summary><div class="scroll" tabindex="0" role="region" '
        f'aria-label="{text(words["table.caption"])}"><table><caption class="unseen">{text(words["table.caption"])}'
        f"</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>{note}</details>"
    )


def _claim_row(claim: dict[str, Any], model: dict[str, Any], words: Words) -> str:
    site = None if claim["site"] is None else model["sites"][claim["site"]]
    article = model["articles"][claim["article"]]
    place = _auto(site["label"]) if site else f"<i>{text(words['table.no_place'])}</i>"
    stance = [words[f"modality.{claim['modality']}"], words[f"epistemic.{claim['epistemic']}"]]
    if claim["polarity"] == "negative":
        stance.append(words["card.negative"])
    before, marked, after = claim["quote"]
    mark = f"<mark>{text(marked)}</mark>" if marked else ""
    quote = f'<q dir="auto"{_lang(article)}>{text(before)}{mark}{text(after)}</q>'
    arrow = " ← " if model["direction"] == "rtl" else " → "
    sources = arrow.join(_auto(_called(link, model)) for link in claim["chain"]) or text(words["card.no_source"])
    actor = _called(claim["actor"], model) if claim["actor"] else words["card.no_actor"]
    return (
        f'<tr><th scope="row">{place}</th><td>{_auto(actor)}</td>'
        f"<td>{text(words['predicate.' + claim['predicate']])}<br><small>{text(_joined(stance, words))}</small></td>"
        f"<td>{quote}</td><td>{sources}</td><td>{_date(article, words)}{_link(article, words)}</td></tr>"
    )


def footer(model: dict[str, Any]) -> str:
    """Answer the articles read, the boundary disclaimer and the sources of the ground as HTML."""
    words: Words = model["words"]
    articles = "".join(f"<li>{_article(article, words)}</li>" for article in model["articles"])
    pieces = [f"<h2>{text(words['page.sources'])}</h2><ol>{articles}</ol>"]
    if model["silent"]:
        silent = "".join(f"<li>{_article(article, words)}</li>" for article in model["silent"])
        pieces.append(f"<h2>{text(words['page.silent'])}</h2><ol>{silent}</ol>")
    theatre = model["theatre"]
    if theatre and theatre["disclaimer"]:
        pieces.append(f'<h2>{text(words["page.boundaries"])}</h2><p dir="auto">{text(theatre["disclaimer"])}</p>')
    sources = [*model["credits"], *(layer["source"] for layer in model["layers"] if layer["source"])]
    if sources:
        listed = "".join(f"<li>{_auto(source)}</li>" for source in sources)
        pieces.append(f"<h2>{text(words['page.data_sources'])}</h2><ul>{listed}</ul>")
    if model["credit"]:
        pieces.append(f'<p class="credit" dir="auto">{text(model["credit"])}</p>')
    return "".join(pieces)


def description(model: dict[str, Any]) -> str:
    """Answer one line about the page for search engines and previews, as an HTML attribute."""
    return text(one_line(f"{model['summary']} {model['words']['page.records']}"))


def _article(article: dict[str, Any], words: Words) -> str:
    name = _auto(article["title"] or article["name"] or article["id"])
    outlet = f", {_auto(article['outlet'])}" if article["outlet"] else ""
    return f"{name}{outlet}, {_date(article, words)}{_link(article, words)}"


def _date(article: dict[str, Any], words: Words) -> str:
    if article["published"] is None:
        return text(words["page.undated"])
    return f'<time datetime="{text(article["published"])}">{text(article["day"])}</time>'


def _link(article: dict[str, Any], words: Words) -> str:
    url = web_link(article["url"])
    if url is None:
        return ""
    return f' <a href="{text(url)}" rel="noopener noreferrer">{text(words["table.link"])}</a>'


def _joined(parts: list[str], words: Words) -> str:
    return words["page.comma"].join(dict.fromkeys(part for part in parts if part))


def _called(name: str, model: dict[str, Any]) -> str:
    found: str = model["labels"].get(name, name)
    return found


def _auto(value: str) -> str:
    return f"<bdi>{text(value)}</bdi>"


def _lang(article: dict[str, Any]) -> str:
    return f' lang="{text(article["language"])}"' if article["language"] else ""
