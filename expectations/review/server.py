"""The review as a local page: the report's own pages, every article and event on demand, and forms that decide.

It listens on the loopback alone. Its address holds a token that no other page or user can guess; requests under another
host name (DNS rebinding) or from another site are refused. Pages carry no script but the report's own. A decision is
taken by a clerk beside the pages (`clerk`): while it waits for a run to end, every page goes on answering. It is told
when it is committed; the copy that others read is made after that, when nobody waits for a decision (`held`).
"""

from __future__ import annotations

import logging
import secrets
import socket
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from expectations.reports import machine, pages, report_rows, site_path, timeline_data
from expectations.review.clerk import Clerk, Order
from expectations.review.deciding import ReviewDesk
from expectations.review.event_form import correction_of, served_event
from expectations.review.held import HeldWarehouse
from expectations.review.latest import LatestCopy
from flows.errors import CorrectionError, ReviewError
from warehouse.files import connect_published
from warehouse.naming import option_naming

if TYPE_CHECKING:
    from flask import Flask, Response

_QUEUE = 1_000  # flags among which the next article is looked for
_AT_ONCE = 2.0  # seconds in which most decisions are taken; who has waited so long is told what for
_LAST = 10.0  # seconds that the decision at hand has to be finished in, when the server is ended


def serve_review(
    desk: ReviewDesk,
    *,
    reviewer: str,
    port: int = 0,
    open_browser: bool = True,
    notice: Callable[[str], None] = print,
) -> None:
    """Serve the review of a warehouse until interrupted; ``notice`` is told the address to open.

    :param reviewer: who decides, unless the page is told another name.
    :param port: 0 for any that is free.
    :raises ReviewError: the port is taken.
    """
    from werkzeug.serving import make_server

    connect_published(desk.published).close()  # say now that there is no warehouse, not on the first page
    _free(port)
    desk.catch_up()
    clerk = Clerk()
    app = create_app(desk, reviewer=reviewer, token=secrets.token_urlsafe(24), clerk=clerk)
    server = make_server("127.0.0.1", port, app, threaded=True)
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
        if left := clerk.close(_LAST):
            notice(f"{left} decision{'s' if left > 1 else ''} still waited for a run to end: not taken")


def _free(port: int) -> None:
    """Raises `ReviewError` where the port is taken: werkzeug would end the process."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise ReviewError(f"port {port} of 127.0.0.1 cannot be had: {error.strerror}") from error


def create_app(desk: ReviewDesk, *, reviewer: str, token: str, clerk: Clerk | None = None) -> Flask:
    """The review as a WSGI application; ``app.config["PORT"]`` is the port that its host header must name."""
    from flask import Flask, Response, abort, redirect, request, send_from_directory

    app = Flask(__name__, static_folder=None)
    app.config.update(TOKEN=token, PORT=None, MAX_CONTENT_LENGTH=64_000)
    at_work = clerk or Clerk()
    latest = LatestCopy(desk.published)
    desk = replace(desk, wait=None, notice=at_work.tell, held=HeldWarehouse(latest))
    at_work.afterwards = desk.publish
    site_folder = site_path(desk.published)

    def who() -> str:
        return unquote(request.cookies.get("reviewer", "")) or reviewer

    def site(con: Any, **extra: object) -> pages.Site:
        last = report_rows.query_rows(con, "runs", most=1)
        docs = "docs/index.html" if (site_folder / "docs" / "index.html").is_file() else None
        told = {"reviewer": who(), "notice": None, "problem": None, "following": None, "order": None}
        return pages.Site(
            desk.published.stem,
            desk.published.name,
            last[0]["run_id"] if last else None,
            docs,
            every_page=True,
            served=True,
            option=option_naming(desk.published),
            extra={**told, "waiting": at_work.waiting(), "trouble": at_work.trouble, **extra},
        )

    timeline = _Timeline(latest)

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
        return list_page(page)

    def list_page(page: str, problem: str | None = None) -> str:
        render = {
            "index": pages.overview, "flags": pages.flags_page, "reviews": pages.reviews, "places": pages.places,
            "agreement": pages.agreement_page,
        }.get(page)  # fmt: skip
        with latest.reading() as con:
            if page == "timeline":
                return pages.timeline_page(timeline.drawn(con).summary, site(con))
            if render is None:
                abort(HTTPStatus.NOT_FOUND)
            return render(con, site(con, notice=decided(con), problem=problem, order=ordered()))

    def decided(con: Any) -> report_rows.Row | None:
        """The flag that was just decided on."""
        order = ordered()
        taken = (order.flag or {}).get("flag_id") if order and order.done.is_set() else None
        found = report_rows.query_rows(con, "flag_by_prefix", prefix=request.args.get("done") or taken or "-")
        return found[0] if len(found) == 1 else None

    @app.get("/<token>/timeline-data<part>.js")
    @app.get("/<token>/timeline-data.js", defaults={"part": ""})
    def timeline_script(token: str, part: str) -> Response:
        with latest.reading() as con:
            script = timeline.drawn(con).scripts.get(f"timeline-data{part}.js")
        if script is None:
            abort(HTTPStatus.NOT_FOUND)
        return Response(script, mimetype="text/javascript")

    @app.get("/<token>/report.json")
    def report(token: str) -> Response:
        with latest.reading() as con:
            return Response(machine.as_json(machine.machine_report(con)), mimetype="application/json")

    @app.get("/<token>/assets/<path:name>")
    def asset(token: str, name: str) -> Response:
        return send_from_directory(str(files("expectations.reports") / "assets"), name)

    @app.get("/<token>/docs/<path:name>")
    def docs(token: str, name: str) -> Response:
        return send_from_directory(site_folder / "docs", name)

    @app.get("/<token>/articles/<name>.html")
    def article(token: str, name: str) -> str:
        return article_page(name)

    def article_page(name: str, problem: str | None = None) -> str:
        with latest.reading() as con:
            doc_id = report_rows.document_by_prefix(con, name)
            if doc_id is None:
                abort(HTTPStatus.NOT_FOUND)
            row = report_rows.article_rows(con, [doc_id])[doc_id]
            found = report_rows.query_rows(con, "flags", states=["open"], most=_QUEUE)
            following = _following([f["doc_id"] for f in found if f["doc_id"]], doc_id)
            told = {"notice": decided(con), "problem": problem, "following": following, "order": ordered()}
            return pages.article_page(row, site(con, **told))

    @app.get("/<token>/events/<event_id>.html")
    def event(token: str, event_id: str) -> str:
        return one_event(event_id)

    def one_event(event_id: str, problem: str | None = None) -> str:
        with latest.reading() as con:
            told = {"problem": problem, "order": ordered(), "done": request.args.get("done")}
            found = served_event(con, event_id, site(con, **told))
            if found is None:
                abort(HTTPStatus.NOT_FOUND)
            return found

    def ordered() -> Order | None:
        number = request.args.get("order", "")
        return at_work.order(int(number)) if number.isascii() and number.isdigit() else None

    @app.get("/<token>/orders/<int:number>")
    def order(token: str, number: int) -> Any:
        found = at_work.order(number)
        if found is None:
            abort(HTTPStatus.NOT_FOUND)
        state = found.problem or (found.flag or {}).get("state") if found.done.is_set() else None
        return {"done": found.done.is_set(), "problem": found.problem, "state": state, "word": found.word}

    @app.post("/<token>/decide")
    def decide(token: str) -> Any:
        form = request.form
        flag_id, decided_by = form.get("flag_id", ""), form.get("reviewer", "") or who()
        decision, value, note, seen = form.get("decision", ""), form.get("value"), form.get("note", ""), _seen(form)

        def act() -> report_rows.Row:
            # decide() says no to a decision that is none
            return desk.decide(flag_id, decision, value, note, decided_by, seen=seen)  # type: ignore[arg-type]

        return taken(act, flag_id)

    @app.post("/<token>/decide-event")
    def decide_event(token: str) -> Any:
        form, decided_by = request.form, who()
        event_id, note, seen = form.get("event_id", ""), form.get("note", ""), _seen(form)
        try:
            value = "none" if form.get("decision") == "none" else correction_of(form)
        except CorrectionError as error:
            return one_event(event_id, str(error)), HTTPStatus.BAD_REQUEST
        return taken(lambda: desk.decide(event_id, "corrected", value, note, decided_by, seen=seen), event_id)

    @app.post("/<token>/decide-same")
    def decide_same(token: str) -> Any:
        form, decided_by = request.form, who()
        event_id, other, note = form.get("event_id", ""), form.get("other", "").strip(), form.get("note", "")
        is_same = form.get("decision") == "same"
        return taken(lambda: desk.decide_same(event_id, other, is_same, note, decided_by), event_id)

    @app.post("/<token>/withdraw")
    def withdraw(token: str) -> Any:
        flag_id, seen = request.form.get("flag_id", ""), _seen(request.form)
        return taken(lambda: desk.withdraw(flag_id, seen=seen), flag_id)

    @app.post("/<token>/decide-all")
    def decide_all(token: str) -> Any:
        form, decided_by = request.form, who()
        code, outlet, note = form.get("code") or None, form.get("outlet") or None, form.get("note", "")
        decision = form.get("decision", "")

        def act() -> report_rows.Row:
            if decision == "withdraw":
                return {"count": desk.withdraw_all(code, outlet, decided_by), "state": "open", "flag_id": ""}
            count = desk.decide_all(decision, code, outlet, note, decided_by)  # type: ignore[arg-type]
            return {"count": count, "state": decision, "code": code, "outlet": outlet, "flag_id": ""}

        return taken(act, "")

    @app.post("/<token>/reviewer")
    def rename(token: str) -> Any:
        answer = redirect(_back("flags.html"), HTTPStatus.SEE_OTHER)
        name = request.form.get("reviewer", "").strip()[:200]
        answer.set_cookie("reviewer", quote(name), path=f"/{token}/", httponly=True, samesite="Strict")
        return answer

    def _back(otherwise: str) -> str:
        """The page that a form stands on, where it is one of ours."""
        back = request.form.get("back", "")
        known = back in ("flags.html", "reviews.html", "agreement.html") or back.startswith(("articles/", "events/"))
        return back if known and ".." not in back and "//" not in back else otherwise

    def taken(act: Callable[[], report_rows.Row], about: str) -> Any:
        """The page to which a decision leads: with what came of it, or with what it still waits for."""
        order = at_work.ask(act, about)
        if not order.done.wait(_AT_ONCE):
            return redirect(f"{_back(page_about(about))}?order={order.number}#notice", HTTPStatus.SEE_OTHER)
        if order.problem is not None:
            return _refused(order)
        flag = order.flag or {}
        target = _back(page_about(flag["flag_id"]) if flag.get("flag_id") else "flags.html")
        fragment = "" if target == "flags.html" else "#notice"
        asked = f"done={flag['flag_id']}" if flag.get("flag_id") else f"order={order.number}"
        return redirect(f"{target}?{asked}{fragment}", HTTPStatus.SEE_OTHER)

    def _refused(order: Order) -> Any:
        target = _back(page_about(order.about))
        if target.startswith("articles/"):
            return article_page(_name(target), order.problem), HTTPStatus.BAD_REQUEST
        if target.startswith("events/"):
            return one_event(_name(target), order.problem), HTTPStatus.BAD_REQUEST
        return list_page("flags", order.problem), HTTPStatus.BAD_REQUEST

    def page_about(what: str) -> str:
        """The page of the article that a flag, an event or an article's own id is about; the queue for the others."""
        if not what:
            return "flags.html"
        with latest.reading() as con:
            flags = report_rows.query_rows(con, "flag_by_prefix", prefix=what)
            found = flags or report_rows.query_rows(con, "subject_by_prefix", what=what)
        if not found:
            abort(HTTPStatus.NOT_FOUND)
        return pages.page_of(found[0]["doc_id"]) if found[0]["doc_id"] else "flags.html"

    return app


def _name(target: str) -> str:
    return target.split("/", 1)[1].split("?")[0].removesuffix(".html")


def _seen(form: Any) -> int | None:
    """How many decisions on the flag the page showed."""
    given = form.get("seen", "")
    return int(given) if given.isascii() and given.isdigit() else None


class _Timeline:
    """The timeline of the copy that is read: drawn when it is first asked for, and then what has changed since."""

    def __init__(self, latest: LatestCopy) -> None:
        self._latest, self._lock = latest, threading.Lock()
        self._stamp: tuple[int, ...] | None = None
        self._parts: dict[timeline_data.Part, str] = {}
        self.summary: report_rows.Row = {}
        self.scripts: dict[str, str] = {}

    def drawn(self, con: Any) -> _Timeline:
        with self._lock:
            if self._stamp != (stamp := self._latest.stamp):
                parts = timeline_data.choose(con, ())
                stale = [part for part in parts if part not in self._parts]
                fresh = dict(timeline_data.draw(con, stale, (), pages.page_of, every_page=True))
                self._parts = {part: fresh.get(part) or self._parts[part] for part in parts}
                self.scripts = {part.file: script for part, script in self._parts.items()}
                self.scripts[timeline_data.INDEX] = timeline_data.index_script(parts)
                self.summary, self._stamp = timeline_data.summary(con, parts), stamp
        return self


def _following(open_docs: list[str], doc_id: str) -> str | None:
    """The article that comes after ``doc_id`` in the queue; its first one for an article that has left it."""
    docs = list(dict.fromkeys(open_docs))
    if doc_id in docs:
        place = docs.index(doc_id) + 1
        return docs[place] if place < len(docs) else None
    return docs[0] if docs else None
