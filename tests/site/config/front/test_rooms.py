"""What is taken at once has bounds, for everybody together and for each."""

from config.front.rooms import Room, Share


def test_nobody_takes_more_than_a_share_nor_all_together_more_than_there_is():
    room = Room(most=5, each=3)
    assert [room.take("a", 3), room.take("a"), room.take("b", 3), room.take("b", 2), room.take("c")] == [
        *(True, False, False, True, False),
    ]
    room.give_back("a", 3)
    assert room.take("c", 3)


def test_a_closed_share_gives_back_what_it_held_and_no_more():
    room = Room(most=5, each=5)
    share = Share(room, "a")
    assert [share.grow(4), share.grow(2), share.grow(1)] == [True, False, True]
    share.close()
    share.close()
    assert room.is_empty
