"""Builds web archives for tests, record by record."""

import base64
import gzip
import hashlib

PAGE = b"<!DOCTYPE html><html><title>Harbour bridge opens</title><body><p>It opened on Tuesday.</p></body></html>"


def http(
    body: bytes = PAGE, *header: str, status: str = "200 OK", media_type: str = "text/html; charset=utf-8"
) -> bytes:
    """An HTTP response."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media_type}", *header]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(
    block: bytes, *header: str, url: str = "https://paper.example/1", kind: str = "response", length: str = ""
) -> bytes:
    """One record with its closing line ends; `length` replaces the right one."""
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>",
        "WARC-Date: 2026-03-01T10:00:00Z",
        f"WARC-Target-URI: {url}",
        "Content-Type: application/http; msgtype=response",
        *header,
        f"Content-Length: {length or len(block)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def member(data: bytes) -> bytes:
    """One gzip member."""
    return gzip.compress(data, mtime=0)


def sha1(data: bytes) -> str:
    """A digest as web archives state it."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()


GOOD = record(http(), url="https://paper.example/good")
