"""Tellings of films that nobody made, in pairs, with the sentences that tell the same: (left, right) from 0."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tellings:
    left: str
    right: str
    together: frozenset[tuple[int, int]]
    moves: frozenset[tuple[int, int]] = frozenset()


def tellings(left, right, together, moves=()):
    return Tellings(
        "\n\n".join(" ".join(paragraph) for paragraph in left),
        "\n\n".join(" ".join(paragraph) for paragraph in right),
        frozenset(together),
        frozenset(moves),
    )


LIGHTHOUSE = tellings(
    [
        [
            "In the winter of 1911, Marta Oyelaran, a young Nigerian telegraphist, is posted to a lighthouse on the island of Skerra.",
            "The keeper, an old Norwegian named Halvard, hardly speaks to her.",
            "Every evening he climbs the 212 steps to the lamp alone and locks the door behind him.",
            "Marta discovers a bundle of letters under the floor of her room.",
            "They were written by Halvard's daughter Sunniva, who drowned in the strait nine years earlier.",
        ],
        [
            "When a storm wrecks the mail boat, the two are cut off from the mainland.",
            "Food runs short, and Halvard falls ill with fever.",
            "Marta nurses him and learns to tend the lamp herself.",
            "In his delirium he confesses that he put the light out on the night of his daughter's death.",
            "A fishing boat captained by Mr. Teague loses its way in the fog.",
            "Marta lights the lamp and sounds the bell until dawn, and all six fishermen come ashore alive.",
        ],
        [
            "In spring the inspector Lindqvist arrives and asks who kept the light.",
            "Halvard gives her the whole credit and resigns his post.",
            "She remains on Skerra as its keeper.",
        ],
    ],
    [
        [
            "Marta Oyelaran works the telegraph.",
            "She is sent to Skerra, a rock in the northern sea, where Halvard has kept the lighthouse for thirty years.",
            "Each night the silent Norwegian goes up to the lantern by himself and bolts the door.",
            "Hidden beneath her floorboards, Marta finds letters from a girl called Sunniva.",
            "Sunniva was Halvard's only child.",
            "She drowned in the strait.",
            "The mail boat is wrecked in a storm, so nobody can reach the island.",
            "Halvard catches a fever; while she cares for him, Marta teaches herself to work the lamp.",
            "He raves, and admits that the light was dark when Sunniva died because he had put it out himself.",
            "A cat that came ashore from the wreck keeps Marta company.",
            "Mr. Teague's fishing boat strays in thick fog, and it is Marta's lamp and bell that bring the six men safely to land.",
            "After the thaw an inspector, Lindqvist, visits the island.",
            "The old man says that the credit is all hers and gives up his post.",
            "Marta stays as the new keeper.",
        ]
    ],
    [
        (0, 0),
        (0, 1),
        (2, 2),
        (3, 3),
        (4, 4),
        (4, 5),
        (5, 6),
        (6, 7),
        (7, 7),
        (8, 8),
        (9, 10),
        (10, 10),
        (11, 11),
        (12, 12),
        (13, 13),
    ],
)

HEIST = tellings(
    [
        [
            "Benny Calloway, a retired safe-cracker, runs a laundry in Marseille.",
            "One morning his former partner Odile walks in and offers him a last job.",
            "They are to steal the Duchess's emerald from the vault of the Banque Mercier during the regatta.",
            "Benny refuses at first, but he owes 40,000 francs to the gangster Santoni.",
            "He agrees on condition that nobody carries a gun.",
            "Odile recruits the acrobat Pim, the driver Yusuf and a bank clerk called Régnier.",
            "They rehearse for three weeks in an empty cannery.",
            "On the day of the regatta, Pim slides down the ventilation shaft and cuts the alarm.",
            "Benny opens the vault in eleven minutes.",
            "Outside, Yusuf sees police cars and realises that Régnier has betrayed them.",
            "Pim is shot on the roof and dies in Odile's arms.",
            "Benny and Odile flee through the sewers to the harbour.",
            "There Santoni is waiting, and takes the emerald from them at gunpoint.",
            "What he doesn't know is that it is glass: Benny switched the stones in the vault.",
            "Santoni is arrested at the airport with the fake.",
            "A year later Odile receives a parcel of laundry in Lisbon, with the real emerald sewn into a sleeve.",
        ]
    ],
    [
        [
            "A year after the robbery, a parcel reaches Odile in Lisbon: folded linen, and in one sleeve the emerald of the Duchess.",
            "The story goes back to Marseille.",
            "There Benny Calloway has given up cracking safes and washes other people's shirts.",
            "He is in debt to Santoni, a local gangster, to the sum of 40,000 francs.",
            "So when his old partner Odile proposes that they rob the Banque Mercier while the town watches the regatta, he cannot say no for long.",
            "His one demand is that there be no guns.",
            "The crew is made up of Pim, an acrobat, Yusuf, who drives, and Régnier, who works as a clerk in the bank.",
            "Pim disables the alarm by way of the ventilation, and Benny needs just eleven minutes for the vault.",
            "But Régnier has sold them to the police.",
            "Pim is killed by a bullet on the roof, and Odile holds him as he dies.",
            "The others escape by the sewers.",
            "At the harbour Santoni robs them of the stone.",
            "He is caught at the airport, and the stone in his pocket proves to be glass.",
        ]
    ],
    [
        (0, 2),
        (1, 4),
        (2, 4),
        (3, 3),
        (4, 5),
        (5, 6),
        (7, 7),
        (8, 7),
        (9, 8),
        (10, 9),
        (11, 10),
        (12, 11),
        (14, 12),
        (15, 0),
        (13, 12),
    ],
    moves=[(15, 0)],
)

VILLAGE = tellings(
    [
        [
            "After the dam is built, the village of Kamenka is to be flooded.",
            "Its last teacher, Vera Ilyinichna, goes on ringing the school bell for two pupils.",
            "The engineer Anton Belov comes from the city to count the houses.",
            "He lodges with the widow Darya and her grandson Mitya.",
            "Anton sees that the church holds frescoes from the fourteenth century.",
            "He writes to the ministry to ask for a delay, and gets no answer.",
            "Mitya shows him the cave where the villagers hid during the war.",
            "Darya tells how her husband was shot there by deserters.",
            "The beekeeper Foma swears that he will not leave and chains himself to the church gate.",
            "Soldiers come on the first of May and load the families into lorries.",
            "Foma's hives are burnt.",
            "Vera copies the frescoes into school exercise books by candlelight.",
            "The water rises over the graves.",
            "Anton resigns and burns his maps.",
            "Thirty years later a drought empties the reservoir, and Mitya, a grown man, walks into the church with the teacher's copies.",
        ]
    ],
    [
        [
            "Kamenka will disappear under the reservoir of a new dam.",
            "Anton Belov, an engineer, arrives to make a list of its houses and is given a bed by Darya, a widow who is bringing up her grandson Mitya.",
            "In the village church he finds medieval frescoes.",
            "His letter to the ministry, begging for more time, remains unanswered.",
            "Vera Ilyinichna, the schoolteacher, still rings her bell every morning though only two children come.",
            "The boy leads Anton to a cave which sheltered the village in the war.",
            "Darya's husband lost his life there: deserters shot him.",
            "On May 1 the army arrives with lorries to take the families away.",
            "The old beekeeper Foma has chained himself to the gate of the church and has to be cut loose.",
            "By candlelight the teacher draws the frescoes in exercise books, page after page.",
            "The graves go under.",
            "Anton gives up his post and sets fire to his maps.",
            "He marries a woman from the ministry.",
            "Three decades on, the drought brings Kamenka back into the light.",
            "Mitya, now grown, carries Vera's drawings into the dry church.",
        ]
    ],
    [
        (0, 0),
        (1, 4),
        (2, 1),
        (3, 1),
        (4, 2),
        (5, 3),
        (6, 5),
        (7, 6),
        (8, 8),
        (9, 7),
        (11, 9),
        (12, 10),
        (13, 11),
        (14, 13),
        (14, 14),
    ],
    moves=[(1, 4)],
)

# Tellings that contradict each other, with what each says: kind → the two readings, folded to lower case.
FARM = (
    (
        "In 1952 Clara Penrose, a nurse from Leeds, inherits a farm. The farmhand Idris shows her the place. Her French "
        "neighbour Luc brings three horses. At night she hears a dog howl. Clara finds a knife in the barn. Idris is killed by "
        "Luc. Clara stays on the farm for twenty years. Her cousin visits in summer."
    ),
    (
        "Clara Penrose works as a teacher in Leeds when she inherits a farm in 1954. The place is shown to her by Idris, a "
        "farmhand. Luc, a Belgian neighbour, brings five horses. In the night a wolf howls and wakes her. In the barn Clara finds "
        "a pistol. Idris is killed by Madame Roux. Clara leaves the farm after ten years. Her cousin visits in winter."
    ),
    {
        ("date", "1952", "1954"),
        ("occupation", "nurse", "teacher"),
        ("nationality", "french", "belgian"),
        ("number", "three", "five"),
        ("thing", "dog", "wolf"),
        ("thing", "knife", "pistol"),
        ("name", "luc", "madame roux"),
        ("number", "twenty", "ten"),
        ("opposed", "stays", "leaves"),
        ("date", "summer", "winter"),
    },
)

BURMA = (
    (
        "Captain John Harlan, an American pilot, is shot down over Burma in March 1944. He meets Mya, a local doctor, who hides "
        "him in a monastery. The Japanese officer Sato hunts them with forty soldiers. They cross the river on a raft. Harlan's "
        "brother Pete is captured and dies in the camp. After seven weeks they reach India. The general refuses to believe their "
        "story. In 1950 Harlan marries Mya."
    ),
    (
        "During the war the British pilot John Harlan crashes in the Burmese jungle in May 1944. Mya, a young nurse, hides the "
        "airman in a cave. Sato, a Japanese colonel, pursues them with a troop of fourteen soldiers. They cross the river by boat. "
        "Pete, Harlan's brother, is captured but survives the camp. Nine weeks later they reach India. The general accepts their "
        "story at once. Harlan marries Mya in 1951."
    ),
    {
        ("nationality", "american", "british"),
        ("date", "march", "may"),
        ("occupation", "doctor", "nurse"),
        ("thing", "monastery", "cave"),
        ("number", "forty", "fourteen"),
        ("thing", "raft", "boat"),
        ("opposed", "dies", "survives"),
        ("number", "seven", "nine"),
        ("opposed", "refuses", "accepts"),
        ("date", "1950", "1951"),
    },
)

# The one text is told after the other with other words, and they contradict each other nowhere.
AGREED = [(telling.left, telling.right) for telling in (LIGHTHOUSE, HEIST, VILLAGE)]
