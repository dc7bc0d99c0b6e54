"""What the sources of Metropolis disagree on, with all their readings: source, answer, quote."""

QUESTIONS = [
    {
        "question": "Is it a film of 1926 or of 1927?",
        "status": "resolved",
        "ruling": "Of 1927.",
        "reason": "The censor passed it in November 1926, and the public first saw it in January 1927. A film is dated here by "
        "its first showing.",
        "readings": [
            ("M9", "1926, by the censor", ""),
            ("M4", "passed on 13 November 1926, first shown on 10 January 1927", ""),
            ("M3", "first shown on 10 January 1927", ""),
        ],
    },
    {
        "question": "How many minutes did it run as first shown?",
        "status": "resolved",
        "ruling": "153 minutes, at 24 frames a second.",
        "reason": "It is what 4,189 metres of 35 mm film run at that speed, and the reviews come close to it.",
        "readings": [
            ("M2", "153, at 24 frames a second", ""),
            ("M5", "about 150, by reviews; 210 is wrong", ""),
            ("M7", "210", ""),
        ],
    },
    {
        "question": "At how many frames a second is it to be shown?",
        "status": "open",
        "reason": "The score was written for a faster speed than the one by which its running time is given.",
        "readings": [("M2", "24", ""), ("M5", "28, as the score asks", "")],
    },
    {
        "question": "Was it first shown in one cinema or in two?",
        "status": "open",
        "reason": "The study that names two is the more thorough one; the other need not have meant to name them all.",
        "readings": [
            ("M4", "two at once: Ufa-Palast am Zoo and Ufa-Pavillon am Nollendorfplatz", ""),
            ("M3", "one: Ufa-Palast am Zoo", ""),
        ],
    },
    {
        "question": "Is the keeper of the heart machine called Groth or Grot?",
        "status": "open",
        "reason": "An intertitle of the film itself would decide it.",
        "readings": [("M1", "Groth", ""), ("M3", "Groth", ""), ("M8", "Grot", "")],
    },
    {
        "question": "Did Fritz Lang write the screenplay, too, and was he credited?",
        "status": "open",
        "readings": [
            ("M1", "yes, uncredited", ""),
            ("M8", "yes, with no word of a missing credit", ""),
            ("M2", "Thea von Harbou alone is named", ""),
            ("M3", "Thea von Harbou alone is named", ""),
        ],
    },
    {
        "question": "Did Walter Ruttmann photograph it?",
        "status": "open",
        "readings": [
            ("M2", "yes", ""),
            ("M1", "Karl Freund and Günther Rittau alone are named", ""),
            ("M3", "Karl Freund and Günther Rittau alone are named", ""),
        ],
    },
    {
        "question": "How many minutes has the version of 1984?",
        "status": "open",
        "readings": [("M6", "83", ""), ("M7", "80", "")],
    },
    {
        "question": "How many minutes has the restoration of 2001?",
        "status": "open",
        "reason": "Another speed would account for a part of the difference; only one of the two names its speed.",
        "readings": [("M2", "118, at 24 frames a second", ""), ("M7", "119 or 123", "")],
    },
    {
        "question": "How many minutes has the restoration of 2010?",
        "status": "open",
        "readings": [("M2", "145", ""), ("M7", "145", ""), ("M9", "149", "")],
    },
    {
        "question": "How much of it is preserved?",
        "status": "open",
        "reason": "They speak of two versions, and neither says how it was measured.",
        "readings": [
            ("M2", "of the version as first shown, all but about a quarter", ""),
            ("M3", "of the version that UFA shortened, not all", ""),
        ],
    },
    {
        "question": "Were Heinrich Gotho and Fritz Alberti credited?",
        "status": "open",
        "readings": [("M8", "no, neither", ""), ("M3", "both are listed, with no word of a missing credit", "")],
    },
]
