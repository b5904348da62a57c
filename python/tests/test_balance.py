"""How documents are shared out to tasks, without a cluster."""

from garim.balance import packed


def test_a_document_larger_than_a_share_is_left_alone():
    bins, roomy = packed([(500, 1), (60, 2), (50, 3)], 4, 250)
    assert bins[1] not in roomy and {bins[2], bins[3]} <= set(roomy) and len(roomy) == 3


def test_large_ones_go_where_least_is():
    bins, roomy = packed([(90, 1), (80, 2), (30, 3), (20, 4)], 2, 200)
    assert bins == {1: 0, 2: 1, 3: 1, 4: 0} and roomy == [0, 1]


def test_some_part_takes_the_small_ones_always():
    assert packed([(100, 1), (100, 2)], 2, 100)[1] == [0, 1]
    assert packed([], 3, 0)[1] == [0, 1, 2]
