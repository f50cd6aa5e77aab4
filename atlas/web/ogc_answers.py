"""What the addresses of the OGC API share: which form is wanted, and the answer in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, render_template, request

from atlas.core.errors import ParameterError
from atlas.services.answers import Answer
from atlas.services.file_names import FileName
from atlas.services.ogc_links import HTML, JSON
from atlas.web.context import revision, services
from atlas.web.kept_answers import keep_answer
from atlas.web.responses import answer_bytes, encode_json

JSON_AND_HTML: Mapping[str, str] = {"json": JSON, "html": HTML}


def api_address() -> str:
    """Address of the landing page as this client reaches it.

    Returns
    -------
    str
        No slash behind.
    """
    return f"{request.root_url.rstrip('/')}/ogc"


def choose_form(forms: Mapping[str, str] = JSON_AND_HTML) -> str:
    """The form that the client wants: said by ``f``, else by the header Accept, else the first.

    Parameters
    ----------
    forms
        Media type by the name that ``f`` takes.

    Returns
    -------
    str
        Name of the form.

    Raises
    ------
    ParameterError
        ``f`` names another.
    """
    wanted = request.args.get("f")
    if wanted is None:
        kinds = {kind.partition(";")[0]: name for name, kind in forms.items()}
        best: str = request.accept_mimetypes.best_match(list(kinds), next(iter(kinds)))
        return kinds[best]
    if wanted not in forms:
        raise ParameterError(
            f"没有格式“{wanted[:40]}”",
            f"there is no form “{wanted[:40]}”",
            code="form_unknown",
            hint_zh=f"f 可为：{'、'.join(forms)}。",
            hint_en=f"Choices of f: {', '.join(forms)}.",
            parameter="f",
        )
    return wanted


def answer_document(
    make: Callable[[], Answer], template: str, *, kind: str = JSON, **context: Any
) -> Response:
    """A document as JSON or as a page, whichever the client wants.

    Parameters
    ----------
    make
        Makes the document.
    template
        File in ``templates/ogc`` that shows it as ``document``.
    kind
        Media type of the JSON.
    **context
        For the template besides.

    Returns
    -------
    Response
        200, or 304 when the client has it.
    """
    if choose_form({"json": kind, "html": HTML}) == "html":
        return answer_page(template, lambda: {"document": make(), **context})
    return answer_made(kind, lambda: encode_json(make()))


def answer_page(template: str, make: Callable[[], Mapping[str, Any]]) -> Response:
    """A page for people.

    Parameters
    ----------
    template
        File in ``templates/ogc``.
    make
        Gives what the template shows.

    Returns
    -------
    Response
        200, or 304 when the client has it.
    """
    settings = services().settings

    def write() -> bytes:
        page = render_template(
            f"ogc/{template}",
            base=api_address(),
            service=settings.title_zh,
            service_en=settings.title_en,
            **make(),
        )
        return page.encode()

    return answer_made(f"{HTML}; charset=utf-8", write)


def answer_made(
    kind: str,
    make: Callable[[], bytes],
    *,
    headers: Mapping[str, str] | None = None,
    download: FileName | None = None,
) -> Response:
    """An answer that depends only on the address, the wanted form and the state of the store.

    Parameters
    ----------
    kind
        Media type.
    make
        Makes the body; not called when the client or the cache has it.
    headers
        Besides those of every answer.
    download
        File name under which a browser keeps it; ``None`` to show it.

    Returns
    -------
    Response
        200, or 304 when the client has it.
    """
    response = answer_bytes(f"{revision()} {api_address()} {kind}", kind, make, download=download)
    response.headers.update(headers or {})
    response.vary.add("Accept")
    keep_answer()
    return response


def open_to_all(response: Response) -> Response:
    """Let pages of other hosts read the answer: the API is open, and no cookie counts there.

    Parameters
    ----------
    response
        Any answer below ``/ogc``.

    Returns
    -------
    Response
        The same with the headers of the Fetch standard.
    """
    if request.path == "/ogc" or request.path.startswith("/ogc/"):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "Content-Crs, ETag, Link"
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response.headers["Access-Control-Allow-Headers"] = "Accept, Authorization, If-None-Match, Range"
    return response
