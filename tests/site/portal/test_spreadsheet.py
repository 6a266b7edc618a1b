from portal.spreadsheet import as_csv


def test_rows_are_written_for_spreadsheets_and_no_cell_is_a_formula():
    found = as_csv([["名称", "a,b"], ["=1+1", 'say "x"'], ["", "第一行\n第二行"]])
    assert found == '\ufeff名称,"a,b"\r\n\'=1+1,"say ""x"""\r\n,"第一行\n第二行"\r\n'.encode()
