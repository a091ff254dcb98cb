from leadership.core import codes


def test_a_code_holds_eighty_bits():
    assert len(codes.SIGNS) == len(set(codes.SIGNS)) == 2**5
    assert codes.LENGTH * 5 == 80
    assert len({codes.new_code() for _ in range(1000)}) == 1000


def test_a_code_is_read_as_it_was_meant():
    assert codes.grouped("7KQM2XWT9HBD4VNC") == "7KQM-2XWT-9HBD-4VNC"
    assert codes.read(" 7kqm-2xwt 9hbd–4vnc ") == "7KQM2XWT9HBD4VNC"
    assert codes.read("7КQМ-2ХWТ-9НВD-4VNС") == "7KQM2XWT9HBD4VNC"  # Cyrillic look-alikes
    assert codes.read("OIL0-0000-0000-0000") == "0110000000000000"


def test_what_is_no_code_is_not_read():
    for typed in ("", "7KQM", "7KQM-2XWT-9HBD-4VNC-0", "7KQM-2XWT-9HBD-4VNЖ", "\0" * 16, "7" * 10_000):
        assert codes.read(typed) == ""


def test_what_is_kept_is_not_the_code():
    kept = codes.digest("7KQM2XWT9HBD4VNC")
    assert len(kept) == 64
    assert "7KQM" not in kept
