from ui.escaping import escape


def test_record_text_never_becomes_markup() -> None:
    assert escape("**đậm** [a](http://x) <b>") == r"\*\*đậm\*\* \[a\]\(http\:\/\/x\) \<b\>".replace(r"\/", "/")


def test_a_line_break_would_end_a_list_item_so_it_becomes_a_space() -> None:
    assert escape("một\nhai") == "một hai"
