from monitoring.burden import Question, burden


def test_what_the_registers_know_is_only_looked_over():
    """3 counts of 2 minutes and a text of 4 are left; 5 known ones take 0.2 each: 6 + 4 + 1 = 11."""
    asked = [Question("count")] * 3 + [Question("text")] + [Question("number", is_known=True)] * 5
    found = burden(asked)
    assert (found.asked, found.known, found.left, found.minutes) == (9, 5, 4, 11)


def test_an_answered_question_costs_nothing():
    found = burden([Question("number", is_answered=True), Question("yes_no")])
    assert (found.left, found.minutes) == (1, 1)


def test_a_document_takes_its_time():
    assert burden([Question("yes_no", needs_evidence=True)]).minutes == 4


def test_nothing_asked_is_nothing():
    assert burden([]).minutes == 0
