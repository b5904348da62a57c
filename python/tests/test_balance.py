"""How documents are shared out to tasks, without a cluster."""

from garim.balance import packed


def test_a_document_larger_than_a_share_is_left_alone():
    bins, full = packed([(500, 1), (60, 2), (50, 3)], 4, 250)
    assert full == 1 and bins[1] == 0 and sorted([bins[2], bins[3]]) == [1, 2]


def test_large_ones_go_where_least_is():
    bins, full = packed([(90, 1), (80, 2), (30, 3), (20, 4)], 2, 200)
    assert bins[1] == bins[4] != bins[2] == bins[3] and full == 0


def test_some_part_takes_the_small_ones_always():
    assert packed([(100, 1), (100, 2)], 2, 100)[1] == 0
    assert packed([], 3, 0)[1] == 0
