"""Names for invented people. No list was taken from a register; any likeness is chance."""

GIVEN = (
    "Aaliyah", "Abel", "Ada", "Aidan", "Aisha", "Alfie", "Amara", "Amir", "Anya", "Archie", "Asha", "Ava",
    "Bea", "Ben", "Callum", "Cara", "Chidi", "Cora", "Daisy", "Dara", "Dev", "Dylan", "Edie", "Eli", "Ella",
    "Ezra", "Faith", "Farah", "Finn", "Freya", "George", "Grace", "Hana", "Harley", "Harper", "Hugo",
    "Imani", "Iris", "Isla", "Jack", "Jaya", "Jude", "Kai", "Kezia", "Lacey", "Leo", "Lila", "Logan", "Lola",
    "Maisie", "Malik", "Mia", "Milo", "Musa", "Nadia", "Nell", "Noah", "Nora", "Omar", "Oscar", "Poppy",
    "Priya", "Reuben", "Rhys", "Riya", "Rosa", "Rory", "Ruby", "Sami", "Sana", "Seth", "Skye", "Tara", "Theo",
    "Toby", "Uma", "Violet", "Willa", "Yusuf", "Zac", "Zara",
)  # fmt: skip

ADULTS = (
    "Adele", "Alan", "Alison", "Amanda", "Andrew", "Anita", "Bernard", "Beverley", "Carl", "Catherine",
    "Claire", "Colin", "Danielle", "David", "Deborah", "Denise", "Derek", "Elaine", "Emma", "Fiona", "Gareth",
    "Gemma", "Geoff", "Hannah", "Harjit", "Helen", "Ian", "Jacqueline", "Jane", "Janet", "Joanne", "Julie",
    "Karen", "Keith", "Kelly", "Kevin", "Laura", "Leanne", "Linda", "Lorraine", "Malcolm", "Mandeep", "Maria",
    "Mark", "Martin", "Maureen", "Michelle", "Mohammed", "Natalie", "Neil", "Nicola", "Parveen", "Paul",
    "Peter", "Philippa", "Rachel", "Rebecca", "Robert", "Samantha", "Sandra", "Sarah", "Shabana", "Sharon",
    "Simon", "Stephen", "Sunita", "Susan", "Tariq", "Tracy", "Vanessa", "Victoria", "Wendy", "Yasmin",
)  # fmt: skip

SURNAMES = (
    "Ackerby", "Alderwick", "Ashgrove", "Barrowell", "Beckford-Lowe", "Birchall", "Bramhope", "Brindlow",
    "Calderwell", "Carrowby", "Colbeck", "Copperthwaite", "Crosswell", "Dalesby", "Darnbrook",
    "Denholt", "Dunmoor", "Eastlow", "Elmhirst", "Fairweather", "Fallowdale", "Farrowell", "Fernley",
    "Garstone", "Gillbank", "Greenhalf", "Hallworthy", "Harebell", "Hartwood", "Hazelby", "Heathcombe",
    "Holmefield", "Inglewick", "Ironside", "Kestrelby", "Kirkhallam", "Langwith", "Larkhill", "Lindenow",
    "Lowmoor", "Maplebeck", "Marwick", "Mistry-Cole", "Mossley", "Netherby", "Norbeck", "Oakenshaw",
    "Okonta", "Oldroyd", "Penhallow", "Pickersgate", "Quarmby", "Ravenhall", "Redfearn", "Ridgewell",
    "Rowanby", "Sandleigh", "Sedgeway", "Shawcross", "Silverdale", "Stainbeck", "Stonelake", "Swiftley",
    "Tamworthy", "Thistlewood", "Thornbury", "Tolland", "Underhill", "Vellacott", "Wakerley", "Waterfall",
    "Westerby", "Whinfell", "Willowby", "Winterburn", "Woodhey", "Wrenfield", "Yardley-Moss", "Yewdale",
)  # fmt: skip
