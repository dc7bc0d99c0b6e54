"""The cast and crew of Metropolis, each with the sources that name them."""

# Where somebody writes a name in another way.
SPELLINGS = {
    "Erwin Biswanger": "Erwin Binswanger",
    "Walter Schulze-Mittendorff": "Walter Schulze-Mittendorf",
    "Änne Willkomm": "Aenne Willkomm",
    "Olly Böheim": "Olly Boeheim",
    "Curt Siodmak": "Kurt Siodmak",
}

# Code of the job, name, sources; those of one job in the order in which they are named.
CREW = [
    ("director", "Fritz Lang", ["M1", "M3"]),
    ("trainee-director", "Slatan Dudow", ["M1"]),
    ("screenplay", "Thea von Harbou", ["M1", "M2", "M3"]),
    ("screenplay", "Fritz Lang", ["M1", "M8"]),
    ("producer", "Erich Pommer", ["M2"]),
    ("director-of-photography", "Karl Freund", ["M1", "M3"]),
    ("director-of-photography", "Günther Rittau", ["M1", "M3"]),
    ("director-of-photography", "Walter Ruttmann", ["M2"]),
    ("assistant-camera", "Robert Baberske", ["M1"]),
    ("assistant-camera", "Günther Anders", ["M1"]),
    ("assistant-camera", "H. O. Schulze", ["M1"]),
    ("trick-photography", "Helmar Lerski", ["M1"]),
    ("trick-photography", "Konstantin Tschet", ["M1"]),
    ("editor", "Fritz Lang", ["M1", "M2"]),
    ("original-music-composer", "Gottfried Huppertz", ["M1"]),
    ("set-designer", "Otto Hunte", ["M1"]),
    ("set-designer", "Erich Kettelhut", ["M1"]),
    ("set-designer", "Karl Vollbrecht", ["M1"]),
    ("sculptor", "Walter Schulze-Mittendorff", ["M1", "M9"]),
    ("costume-design", "Änne Willkomm", ["M1", "M3"]),
    ("special-effects", "Eugen Schüfftan", ["M1"]),
    ("special-effects", "Ernst Kunstmann", ["M1"]),
    ("matte-painter", "Erich Kettelhut", ["M1"]),
]

# What a credit says beside its job and name, by person and job.
REMARKS = {
    ("Fritz Lang", "screenplay"): {"uncredited": True},
    ("Heinrich Gotho", "actor"): {"uncredited": True},
    ("Fritz Alberti", "actor"): {"uncredited": True},
}
# What a source says otherwise, by person and job.
NO_REMARK = "no word of a missing credit"
DIFFERENCES = {
    ("Fritz Lang", "screenplay"): {"M8": NO_REMARK},
    ("Walter Schulze-Mittendorff", "sculptor"): {"M9": "Walter Schulze-Mittendorf"},
    ("Änne Willkomm", "costume-design"): {"M3": "Aenne Willkomm"},
    ("Rudolf Klein-Rogge", "actor"): {"M1": "Rotwange", "M8": "C. A. Rotwang"},
    ("Theodor Loos", "actor"): {"M9": "a police inspector, a role of another film"},
    ("Erwin Biswanger", "actor"): {"M8": "Georgy"},
    ("Heinrich George", "actor"): {"M8": "Grot", "M9": "Émile Zola, a role of another film"},
    ("Heinrich Gotho", "actor"): {"M3": NO_REMARK},
    ("Margarete Lanner", "actor"): {"M1": "woman in the eternal gardens", "M3": "lady in the car"},
    ("Fritz Alberti", "actor"): {"M3": NO_REMARK},
    ("Olly Böheim", "actor"): {"M8": "Olly Boeheim"},
    ("Curt Siodmak", "actor"): {"M3": "Kurt Siodmak"},
}

WORKER, WIFE = "Worker", "Worker’s wife"
# Actor, characters, sources; characters of the same name in several lines are one row.
CAST = [
    ("Brigitte Helm", ["Maria", "Machine Human"], ["M3"]),
    ("Alfred Abel", ["Joh Fredersen"], ["M3"]),
    ("Gustav Fröhlich", ["Freder"], ["M3"]),
    ("Rudolf Klein-Rogge", ["Rotwang"], ["M1", "M3", "M8"]),
    ("Fritz Rasp", ["The Thin Man"], ["M3"]),
    ("Theodor Loos", ["Josaphat"], ["M3", "M9"]),
    ("Erwin Biswanger", ["No. 11811"], ["M3", "M8"]),
    ("Heinrich George", ["Groth"], ["M1", "M3", "M8", "M9"]),
    ("Olaf Storm", ["Jan"], ["M3"]),
    ("Hanns Leo Reich", ["Marinus"], ["M3"]),
    ("Heinrich Gotho", ["Master of ceremonies"], ["M3", "M8"]),
    ("Margarete Lanner", ["Lady in the car", "Woman in the eternal gardens"], ["M1", "M3"]),
    ("Fritz Alberti", ["Creative man"], ["M3", "M8"]),
    ("Max Dietze", [WORKER], ["M3"]),
    ("Georg John", [WORKER], ["M3"]),
    ("Walter Kühle", [WORKER], ["M3"]),
    ("Arthur Reinhard", [WORKER], ["M3"]),
    ("Erwin Vater", [WORKER], ["M3"]),
    ("Grete Berger", [WIFE], ["M3"]),
    ("Olly Böheim", [WIFE], ["M3", "M8"]),
    ("Ellen Frey", [WIFE], ["M3"]),
    ("Lisa Gray", [WIFE], ["M3"]),
    ("Rose Lichtenstein", [WIFE], ["M3"]),
    ("Helene Weigel", [WIFE], ["M3"]),
    ("Curt Siodmak", [], ["M3"]),
]
# What each character is, where the name alone doesn't say it.
DESCRIPTIONS = {
    "Maria": "in Metropolis",
    "Machine Human": "Maschinenmensch, in Metropolis",
    "Joh Fredersen": "also Johann",
    "Rotwang": "the inventor, C. A. Rotwang",
    "The Thin Man": "der Schmale, in Metropolis",
    "Josaphat": "also Joseph",
    "No. 11811": "Georgy",
    "Groth": "keeper of the heart machine, also Grot",
    "Jan": "in Metropolis",
    "Marinus": "in Metropolis",
    "Worker": "in Metropolis",
    "Worker’s wife": "in Metropolis",
}
