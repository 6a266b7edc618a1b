"""Reads the reviewer's pages as a reviewer does."""

from bs4 import BeautifulSoup


def read(answer):
    return BeautifulSoup(answer.content, "html.parser")


def text(element):
    return " ".join(element.get_text(" ").split())


def queue_rows(page):
    """The cells of each waiting row, without the tick."""
    table = page.select_one("form[method=post] table")
    return (
        [[text(cell) for cell in row.select("th, td")[1:]] for row in table.select("tbody tr")]
        if table
        else []
    )


def sealed_lock(page):
    return page.select_one("input[name=lock]")["value"]


def open_and_post(client, address, **posted):
    """Open a change and decide on it."""
    lock = sealed_lock(read(client.get(address)))
    return client.post(address, {"lock": lock, **posted})
