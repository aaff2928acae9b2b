"""The review as a local page: the report's own pages, every article on demand, and forms that decide.

It listens on the loopback alone. Its address holds a token that no other page or user can guess; requests under another
host name (DNS rebinding) or from another site are refused. Pages carry no script but the report's own.
"""

from __future__ import annotations

import logging
import secrets
import webbrowser
from collections.abc import Callable
from http import HTTPStatus
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from expectations.reports import machine, pages, report_rows, site_path, timeline_data
from expectations.review import queue
from flows.errors import DatelineError, ReviewError
from warehouse.files import connect_published

if TYPE_CHECKING:
    from flask import Flask, Response

_QUEUE = 1_000  # flags among which the next article is looked for


def serve_review(
    published_db: Path,
    *,
    reviewer: str,
    port: int = 0,
    open_browser: bool = True,
    reresolve: queue.Reresolve | None = None,
    notice: Callable[[str], None] = print,
) -> None:
    """Serve the review of ``published_db`` until interrupted; ``notice`` is told the address to open.

    :param port: 0 for any that is free.
    :param reresolve: works a corrected article out again (``queue.Reresolve``).
    """
    from werkzeug.serving import make_server

    connect_published(published_db).close()  # say now that there is no warehouse, not on the first page
    app = create_app(published_db, reviewer=reviewer, token=secrets.token_urlsafe(24), reresolve=reresolve)
    # One request at a time: a decision takes the writer's lock, and a person makes one at a time.
    server = make_server("127.0.0.1", port, app, threaded=False)
    app.config["PORT"] = server.server_port
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # its log of requests would show the token
    address = f"http://127.0.0.1:{server.server_port}/{app.config['TOKEN']}/flags.html"
    notice(f"Review: {address} (Ctrl-C ends it)")
    if open_browser:
        webbrowser.open(address)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()


def create_app(published_db: Path, *, reviewer: str, token: str, reresolve: queue.Reresolve | None = None) -> Flask:
    """The review as a WSGI application; ``app.config["PORT"]`` is the port that its host header must name."""
    from flask import Flask, Response, abort, redirect, request, send_from_directory

    app = Flask(__name__, static_folder=None)
    app.config.update(TOKEN=token, PORT=None, MAX_CONTENT_LENGTH=64_000)
    site_folder = site_path(published_db)

    def site(con: Any, **extra: object) -> pages.Site:
        last = report_rows.query_rows(con, "runs", most=1)
        docs = "docs/index.html" if (site_folder / "docs" / "index.html").is_file() else None
        return pages.Site(
            published_db.stem,
            published_db.name,
            last[0]["run_id"] if last else None,
            docs,
            every_page=True,
            served=True,
            extra={"reviewer": reviewer, "notice": None, "problem": None, "following": None, **extra},
        )

    drawn: dict[int, list[queue.Row]] = {}  # the timeline's events, by when the warehouse was published

    def events(con: Any) -> list[queue.Row]:
        published_at = published_db.stat().st_mtime_ns
        if published_at not in drawn:
            drawn.clear()
            drawn[published_at] = timeline_data.events(con, (), pages.page_of, every_page=True)
        return drawn[published_at]

    @app.before_request
    def guard() -> None:
        hosts = {f"{name}:{app.config['PORT']}" for name in ("127.0.0.1", "localhost")}
        given = (request.view_args or {}).get("token", "")
        if request.host not in hosts or not secrets.compare_digest(given.encode(), token.encode()):
            abort(HTTPStatus.FORBIDDEN)
        origin = request.headers.get("Origin")
        if request.method == "POST" and origin not in {f"http://{host}" for host in hosts}:
            abort(HTTPStatus.FORBIDDEN)

    @app.after_request
    def harden(response: Response) -> Response:
        response.headers.update(
            {
                "Cache-Control": "no-store",
                "Referrer-Policy": "same-origin",
                "X-Content-Type-Options": "nosniff",
                "X-Frame-Options": "DENY",
                "Cross-Origin-Resource-Policy": "same-origin",
            }
        )
        return response

    @app.get("/<token>/")
    def home(token: str) -> Any:
        return redirect("index.html")

    @app.get("/<token>/<page>.html")
    def page(token: str, page: str) -> str:
        render = {
            "index": pages.overview, "flags": pages.flags_page, "reviews": pages.reviews, "places": pages.places,
        }.get(page)  # fmt: skip
        with report_rows.published(published_db) as con:
            if page == "timeline":
                return pages.timeline_page(events(con), site(con))
            if render is None:
                abort(HTTPStatus.NOT_FOUND)
            return render(con, site(con))

    @app.get("/<token>/timeline-data<part>.js")
    @app.get("/<token>/timeline-data.js", defaults={"part": ""})
    def timeline_script(token: str, part: str) -> Response:
        with report_rows.published(published_db) as con:
            script = timeline_data.scripts(events(con)).get(f"timeline-data{part}.js")
        if script is None:
            abort(HTTPStatus.NOT_FOUND)
        return Response(script, mimetype="text/javascript")

    @app.get("/<token>/report.json")
    def report(token: str) -> Response:
        with report_rows.published(published_db) as con:
            return Response(machine.as_json(machine.machine_report(con)), mimetype="application/json")

    @app.get("/<token>/assets/<path:name>")
    def asset(token: str, name: str) -> Response:
        return send_from_directory(str(files("expectations.reports") / "assets"), name)

    @app.get("/<token>/docs/<path:name>")
    def docs(token: str, name: str) -> Response:
        return send_from_directory(site_folder / "docs", name)

    @app.get("/<token>/articles/<name>.html")
    def article(token: str, name: str) -> str:
        return article_page(name, done=request.args.get("done"))

    def article_page(name: str, done: str | None = None, problem: str | None = None) -> str:
        with report_rows.published(published_db) as con:
            doc_id = report_rows.document_by_prefix(con, name)
            if doc_id is None:
                abort(HTTPStatus.NOT_FOUND)
            row = report_rows.article_rows(con, [doc_id])[doc_id]
            decided = next((f for f in row["flags"] if f["flag_id"] == done), None)
            open_docs = [
                f["doc_id"] for f in report_rows.query_rows(con, "flags", states=["open"], most=_QUEUE) if f["doc_id"]
            ]
            return pages.article_page(
                row, site(con, notice=decided, problem=problem, following=_following(open_docs, doc_id))
            )

    @app.post("/<token>/decide")
    def decide(token: str) -> Any:
        form = request.form
        return _act(
            form.get("flag_id", ""),
            lambda flag_id: queue.decide(
                published_db,
                flag_id,
                form.get("decision", ""),  # type: ignore[arg-type]  # decide() says no to what is none
                form.get("value"),
                form.get("note", ""),
                form.get("reviewer", "") or reviewer,
                reresolve=reresolve,
            ),
        )

    @app.post("/<token>/withdraw")
    def withdraw(token: str) -> Any:
        return _act(
            request.form.get("flag_id", ""),
            lambda flag_id: queue.withdraw(published_db, flag_id, reresolve=reresolve),
        )

    def _act(flag_id: str, act: Callable[[str], queue.Row]) -> Any:
        try:
            flag = act(flag_id)
        except DatelineError as error:
            try:
                about = queue.find_flag(published_db, flag_id)
            except ReviewError:
                abort(HTTPStatus.NOT_FOUND)
            if about["doc_id"] is None:
                return Response(f"{error}\n", HTTPStatus.BAD_REQUEST, mimetype="text/plain")
            name = pages.page_of(about["doc_id"]).removeprefix("articles/").removesuffix(".html")
            return article_page(name, problem=str(error)), HTTPStatus.BAD_REQUEST
        target = pages.page_of(flag["doc_id"]) if flag["doc_id"] else "flags.html"
        return redirect(f"{target}?done={flag['flag_id']}#notice", HTTPStatus.SEE_OTHER)

    return app


def _following(open_docs: list[str], doc_id: str) -> str | None:
    """The article that comes after ``doc_id`` in the queue; its first one for an article that has left it."""
    docs = list(dict.fromkeys(open_docs))
    if doc_id in docs:
        place = docs.index(doc_id) + 1
        return docs[place] if place < len(docs) else None
    return docs[0] if docs else None
