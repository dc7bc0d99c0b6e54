"""Twelve questions on which the sources disagree, and the answers of the sources.

A reading is a source, its answer, the words of the catalogue's text of it (see `facts`) that give the answer, and its
modality where it isn't the narrator who says so. The answer "" means that the source tells this part of the story without
an answer; a source that doesn't tell this part has no reading.
"""

NARRATOR, CHARACTER, LIE, INFERRED = "narrator", "character", "lie", "inferred"

QUESTIONS = [
    {
        "question": "What was Mr. Smith?",
        "status": "open",
        "spoiler_level": 1,
        "reason": "An engineer may be a soldier too, and the two tellings with the engineer are one witness: the film "
        "site retells the encyclopaedia. The film itself would decide it.",
        "readings": [
            ("S0", "an American engineer", "Mr. Smith, an engineer from America"),
            ("S1", "an enigmatic American", "Mr. Smith, an American who gives little of himself away"),
            ("S2", "an American soldier", "Mr. Smith, a soldier from America"),
            ("S3", "an American engineer", "Mr. Smith is an American engineer"),
        ],
    },
    {
        "question": "What was Zoran?",
        "status": "irreconcilable",
        "spoiler_level": 1,
        "reason": "He can’t be both. Three say Yugoslav, but they lean on one another and count as one; the blog article "
        "is the only other witness, and nothing here decides between the two.",
        "readings": [
            ("S0", "a Yugoslav accountant", "the Yugoslav accountant Zoran"),
            ("S1", "a kind-hearted Pole", "Zoran, a Pole with a good heart"),
            ("S2", "a Yugoslav accountant", "an accountant from Yugoslavia, Zoran"),
            ("S3", "a Yugoslav accountant", "Zoran, a Yugoslav, is an accountant"),
        ],
    },
    {
        "question": "Who was Janusz when he was taken?",
        "status": "resolved",
        "spoiler_level": 1,
        "ruling": "A young officer of the Polish army.",
        "reason": "An officer is a soldier: the blog article says the same in a wider word. That he was a prisoner of war "
        "adds to the other tellings and goes against none.",
        "readings": [
            (
                "S0",
                "a young Polish army officer, captured after the Soviet invasion",
                "a young officer in the Polish army",
            ),
            ("S1", "a young Polish soldier", "Janusz, a young Polish soldier"),
            (
                "S2",
                "an officer held as a prisoner of war",
                "an officer from Poland, is a prisoner of war of the Soviets",
            ),
            ("S3", "a young Polish army officer", "an officer of the Polish army and still young"),
        ],
    },
    {
        "question": "What is Irena’s true story?",
        "status": "in_story",
        "spoiler_level": 2,
        "reason": "She tells two stories, and the second takes back the first. The tellings that have it agree on her "
        "parents and the orphanage; all of it rests on her own word.",
        "readings": [
            (
                "S0",
                "her parents were communists and were executed; an orphanage raised her",
                "Her mother and father were communists; they were put to death, and she grew up in an orphanage.",
                CHARACTER,
            ),
            ("S2", "she is Russian; of her parents nothing more", "the girl is in truth a Russian", INFERRED),
            (
                "S3",
                "her parents were communists, killed by the communist rulers; she was sent to an orphanage",
                (
                    "her parents were communists, the communist rulers had them killed in spite of it, "
                    "and an orphanage was where she was sent"
                ),
                CHARACTER,
            ),
        ],
    },
    {
        "question": "Where did Irena say that she had been?",
        "status": "in_story",
        "spoiler_level": 2,
        "reason": "It is what she tells the men at first, and untrue: Smith knows that the Germans hold Warsaw.",
        "readings": [
            (
                "S0",
                "on a collective farm near Warsaw, from which she escaped",
                "she herself had run away from a collective farm in the country near Warsaw",
                LIE,
            ),
            (
                "S2",
                "on a collective farm near Warsaw, from which she escaped",
                "a collective farm not far from Warsaw is what she has fled",
                LIE,
            ),
            (
                "S3",
                "on a collective farm near Warsaw; treated cruelly there, she escaped",
                "put her on a collective farm close to Warsaw, and there she was treated cruelly until she escaped",
                LIE,
            ),
        ],
    },
    {
        "question": "Which water do they find in the Gobi?",
        "status": "open",
        "spoiler_level": 2,
        "reason": "The tellings can be fitted together, a well first and a stream later, but none tells both by name. The "
        "film itself would decide it.",
        "readings": [
            (
                "S0",
                "a well; a storm then destroys the rest of their water",
                (
                    "Once they come upon a well, and for a short while all is good. No sooner have they left it than a storm "
                    "destroys the water they carry"
                ),
            ),
            ("S2", "a stream, after Tomasz’s death; no well", "the four chance on a stream"),
            (
                "S3",
                "a well; a sandstorm takes most of the water; later another source, unnamed",
                (
                    "A well relieves them for a little while. They are not long gone from it when a sandstorm costs them most "
                    "of their water"
                ),
            ),
        ],
    },
    {
        "question": "Do they pass the Great Wall?",
        "status": "resolved",
        "spoiler_level": 2,
        "ruling": "Yes, after the Gobi.",
        "reason": "Those that speak of it say so; the short synopsis passes over it and says nothing against it.",
        "readings": [
            ("S0", "yes", "four people stand before the Great Wall of China"),
            ("S2", "", ""),
            ("S3", "yes", "they go through the Great Wall, and are in China"),
        ],
    },
    {
        "question": "Who gets Smith out?",
        "status": "irreconcilable",
        "spoiler_level": 3,
        "reason": "A contact of his own, one in the US Army and one of the monk’s are three people, and the tellings "
        "that differ here are otherwise close kin: one of them was changed, and nothing shows which.",
        "readings": [
            ("S0", "a contact that he arranges himself", "Smith finds a contact of his own who will get him to Lhasa"),
            (
                "S2",
                "a US Army contact of his in Lhasa",
                "Smith sets out for Lhasa, where somebody he knows in the US Army is to see him home to America",
            ),
            (
                "S3",
                "a contact of the monk’s, through China; then the US military",
                (
                    "a contact of the monk’s will smuggle him out by way of China, after which he counts on meeting the US "
                    "military"
                ),
            ),
        ],
    },
    {
        "question": "What becomes of Voss and Zoran?",
        "status": "irreconcilable",
        "spoiler_level": 3,
        "reason": "Either they stay in India or they are helped home from there.",
        "readings": [
            (
                "S0",
                "brought back to safety by the Indian authorities",
                "the Indian authorities see them brought to safety",
            ),
            ("S2", "they stay in India", "Voss and Zoran remain in India"),
            ("S3", "the Indian government helps them home", "the government sees to it that they get home in peace"),
        ],
    },
    {
        "question": "Why does Valka stay behind?",
        "status": "resolved",
        "spoiler_level": 2,
        "ruling": "He believes in Stalin, and sees no life for himself outside his country.",
        "reason": "The three differ in stress and not in substance.",
        "readings": [
            (
                "S0",
                "loyal to Stalin, unsure of life outside the USSR",
                "He is Stalin’s man still, and cannot tell what life would be outside the Soviet Union.",
            ),
            (
                "S2",
                "Russia is still his home, Stalin his hero",
                "Russia is home to him even now, and Stalin a hero",
            ),
            (
                "S3",
                "idolises Stalin, would not know what to do elsewhere",
                "Stalin is his idol, and in any other country he would not know what to do with himself.",
            ),
        ],
    },
    {
        "question": "How does Janusz enter his house in 1989?",
        "status": "resolved",
        "spoiler_level": 3,
        "ruling": "With a key that lies under the rock.",
        "reason": "Those that speak of it agree; the short synopsis brings him home without saying how he gets in.",
        "readings": [
            ("S0", "a key under the rock", "a key lies under the rock; he opens"),
            ("S2", "", ""),
            (
                "S3",
                "a key under the rock",
                "once more he reaches for the rock; and this time a key is hidden there, which lets him in",
            ),
        ],
    },
    {
        "question": "Did the film have major nominations?",
        "status": "resolved",
        "spoiler_level": 0,
        "ruling": "Yes, one: the Academy Award for Best Makeup, which it did not win.",
        "reason": "The Academy’s own record of its 83rd ceremony outweighs a general remark in a blog article.",
        "readings": [
            ("S1", "none", "the film won no major award, nor was it nominated for one"),
            ("academy", "one: the Academy Award for Best Makeup", "was a nominee for Best Makeup"),
        ],
    },
]
