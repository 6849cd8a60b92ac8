"""A light load from one process: raw sockets, kept open, one request after the other."""

import socket
import threading
import time


def requests_per_second(
    port: int, path: str, cookie: str, *, seconds: float, clients: int
) -> float:
    """How many whole answers of status 200 came back each second."""
    request = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n"
    ).encode()
    counts = [0] * clients
    begins = time.perf_counter()
    ends = begins + seconds

    def client(number: int) -> None:
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            while time.perf_counter() < ends:
                connection.sendall(request)
                if not _answer(connection).startswith(b"HTTP/1.1 200"):
                    raise RuntimeError(f"{path} did not answer 200")
                counts[number] += 1

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - begins)


def _answer(connection: socket.socket) -> bytes:
    """One whole answer, which must say its length."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
    missing = length - len(body)
    while missing > 0:
        missing -= len(connection.recv(65536))
    return head
