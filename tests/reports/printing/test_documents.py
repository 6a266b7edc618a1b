import pytest

from reports.printing.documents import SheetGrid


@pytest.mark.parametrize(
    ("photo", "address"),
    [
        (b"\x89PNG1", "data:image/png;base64,iVBORzE="),
        (b"\xff\xd8\xff", "data:image/jpeg;base64,/9j/"),
        (b"", ""),
        (None, ""),
    ],
)
def test_a_photo_stands_on_the_page_itself_and_an_empty_box_does_not(photo, address):
    assert SheetGrid((), photo=photo).photo_address == address
