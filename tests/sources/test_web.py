"""Web addresses, against a real server on loopback."""

import gzip
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest

from diplograph.model import RawDocument
from diplograph.sources import iter_documents
from diplograph.sources.addresses import is_public
from diplograph.sources.web import Web

PAGE = b"<html><body><p>Arlandia's envoy met the minister.</p></body></html>"


class _Site(BaseHTTPRequestHandler):
    """Paths that behave; ``server.robots`` is what robots.txt says, or a status."""

    def do_GET(self):
        self.server.seen.append((self.path, self.headers["User-Agent"], self.headers["Host"]))
        path = self.path.partition("?")[0]
        if path == "/robots.txt":
            robots = self.server.robots
            self._send(robots if isinstance(robots, int) else 200, "text/plain", str(robots).encode())
        elif path.startswith("/hop/"):
            left = int(path.rpartition("/")[2])
            self._redirect(f"/hop/{left - 1}" if left else "/page.html")
        elif path == "/away":
            self._redirect(self.server.away)
        elif path == "/gzip":
            self._send(200, "text/html", gzip.compress(PAGE), ("Content-Encoding", "gzip"))
        elif path == "/bomb":
            self._send(200, "text/html", gzip.compress(b"x" * 10_000_000), ("Content-Encoding", "gzip"))
        elif path == "/picture":
            self._send(200, "image/png", b"\x89PNG")
        elif path == "/list":
            self._send(200, "application/x-ndjson", b'{"text": "One."}\n{"text": 1}\n')
        elif path == "/gone":
            self._send(404, "text/html", b"no")
        else:
            self._send(200, "text/html; charset=windows-1252", PAGE)

    def _redirect(self, location):
        self._send(302, "text/html", b"", ("Location", location))

    def _send(self, status, kind, content, *headers):
        self.send_response(status)
        for name, value in (("Content-Type", kind), ("Content-Length", str(len(content))), *headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.robots, server.seen, server.away = 404, [], "http://127.0.0.2/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    server.root = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def fetch(address, **options):
    (item,) = Web(**({"allow_private": True} | options)).iter_address(address)
    return item


def test_a_page_comes_with_its_address_and_declared_encoding(site):
    document = fetch(site.root + "/page.html?id=3")
    assert isinstance(document, RawDocument)
    assert (document.content, document.media_type) == (PAGE, "text/html")
    assert document.metadata == {"url": site.root + "/page.html?id=3", "charset": "windows-1252"}
    assert [seen[0] for seen in site.seen] == ["/robots.txt", "/page.html?id=3"]
    assert site.seen[1][1].startswith("Diplograph/")
    assert fetch(site.root + "/gzip").content == PAGE


def test_loopback_is_refused_unless_allowed(site):
    (failure,) = iter_documents([site.root + "/page.html"])
    assert "127.0.0.1, an address of this machine" in failure.error.what
    assert failure.error.fix == "add --allow-private if you trust the address"
    assert not site.seen
    (document,) = iter_documents([site.root + "/page.html"], allow_private=True)
    assert isinstance(document, RawDocument)


def test_redirects_are_followed_up_to_a_bound(site):
    document = fetch(site.root + "/hop/3")
    assert document.metadata["url"] == site.root + "/page.html"
    assert fetch(site.root + "/hop/9").error.what == "more than 5 redirects"


def test_each_hop_of_a_redirect_is_checked_anew(site):
    failure = fetch(site.root + "/away", allowed=lambda address: address == ip_address("127.0.0.1"))
    assert "127.0.0.2 is 127.0.0.2, an address of this machine" in failure.error.what
    site.away = "file:///etc/passwd"
    assert fetch(site.root + "/away").error.what == "'file:///etc/passwd' is no http(s) address"


def test_robots_txt_is_respected_and_asked_for_once(site):
    site.robots = "User-agent: Diplograph\nDisallow: /private\n\nUser-agent: *\nDisallow: /"
    web = Web(allow_private=True)
    (refused,) = web.iter_address(site.root + "/private/page.html")
    (read,) = web.iter_address(site.root + "/page.html")
    assert "asks robots not to read /private/page.html" in refused.error.what
    assert isinstance(read, RawDocument)
    assert [seen[0] for seen in site.seen] == ["/robots.txt", "/page.html"]
    site.robots = 503
    assert "robots.txt of the host cannot be read" in fetch(site.root + "/page.html").error.what


def test_sizes_are_bounded_after_decompression(site):
    assert fetch(site.root + "/bomb", max_bytes=100_000).error.what == "the page is larger than 97 KiB"


def test_what_is_no_article_fails_with_its_reason(site):
    assert fetch(site.root + "/picture").error.what == "the page is image/png, which is not read"
    assert fetch(site.root + "/gone").error.what == "the server answers 404"
    assert "is not found" in fetch("http://no-such-host.invalid/").error.what
    assert "user name" in fetch("http://me:secret@a.example/").error.what
    assert "is no web address" in fetch("http://a.example:port/").error.what
    assert "the host doesn't answer" in fetch("http://127.0.0.1:1/").error.what


def test_a_list_of_articles_is_read_line_by_line(site):
    document, failure = Web(allow_private=True).iter_address(site.root + "/list")
    assert document.content == "One."
    assert failure.origin == site.root + "/list line 2"


@pytest.mark.parametrize(
    "address",
    [
        *("10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
        *("::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
    ],
)
def test_private_addresses_in_every_coat(address):
    assert not is_public(ip_address(address))
    assert is_public(ip_address("8.8.8.8"))
    assert is_public(ip_address("2606:4700::1111"))
