"""Where the checks begin to speak, each with its reason; nothing else in this folder holds a number."""

#: 劳动法 art. 15: nobody under sixteen is employed. Nobody below is refused here, but somebody looks.
YOUNGEST = 16
#: 国务院令第81号, in force on 15 April 1991, forbade child labour. Who went to the countryside or into a
#: troupe before that began early, and their papers say so.
NO_CHILD_LABOUR_SINCE = "1991-05"
#: A doctor may be put forward for a senior title two years after the degree, at twenty-seven or so; below
#: this age it was an exception by name, or a slip.
YOUNGEST_SENIOR = 25
#: Beyond this age a typing error in the number is likelier than somebody in service.
OLDEST_IN_SERVICE = 75
#: Senior high school and what follows begins at fifteen or so; before ten it is a typing error.
YOUNGEST_AT_SCHOOL_ABOVE_JUNIOR = 10
#: It takes three years at least, and nobody is known to have finished it younger.
YOUNGEST_GRADUATE_ABOVE_JUNIOR = 14
#: A family or an agent may share a telephone; with so many other people it says nothing of anybody.
OTHERS_AT_ONE_TELEPHONE = 3
#: Shorter numbers (“无”, “123”) stand for no number.
SHORTEST_CERTIFICATE = 6
#: Corrections of a unit's approved records in one day: below the number it is everyday work, above both it
#: is worth a look before it is passed together.
CHANGES_A_DAY, SHARE_A_DAY = 30, 30
#: People of one submission in whom one field changes to one and the same value, and their share of it.
SAME_VALUE, SAME_VALUE_SHARE = 20, 50
#: Below this share of what is asked for the record tells little; the reviewer is told, nobody is stopped.
COMPLETE_ENOUGH = 60
#: So many rows of other people are looked into for one number; the rest only repeats the finding.
MOST_ALIKE = 20
