from reports.printing.cutting import cut_without_copying
from reports.printing.typefaces import Role, typeface


def test_a_subset_is_the_same_as_with_a_copy_of_the_outlines():
    face = typeface(Role.KAI)._fonts[0].face
    text = [ord(char) for char in "0内蒙古é巴特尔ө"]
    cut = face.makeSubset(text)
    del face.get_table
    try:
        assert cut == face.makeSubset(text)
    finally:
        cut_without_copying(face)
