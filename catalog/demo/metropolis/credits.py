"""The cast and crew of Metropolis, each with the sources that name them."""

# Where sources write a name in another way.
OTHER_NAMES = {
    "Walter Schulze-Mittendorff": "Walter Schulze-Mittendorf",
    "Änne Willkomm": "Aenne Willkomm",
    "Olly Böheim": "Olly Boeheim",
    "Curt Siodmak": "Kurt Siodmak",
}

# Department, job, name, sources; those of one job in the order in which they are named.
CREW = [
    ("Directing", "Director", "Fritz Lang", ["M1", "M3"]),
    ("Directing", "Trainee Director", "Slatan Dudow", ["M1"]),
    ("Writing", "Screenplay", "Thea von Harbou", ["M1", "M2", "M3"]),
    ("Writing", "Screenplay", "Fritz Lang", ["M1", "M8"]),
    ("Production", "Producer", "Erich Pommer", ["M2"]),
    ("Camera", "Director of Photography", "Karl Freund", ["M1", "M3"]),
    ("Camera", "Director of Photography", "Günther Rittau", ["M1", "M3"]),
    ("Camera", "Director of Photography", "Walter Ruttmann", ["M2"]),
    ("Camera", "Assistant Camera", "Robert Baberske", ["M1"]),
    ("Camera", "Assistant Camera", "Günther Anders", ["M1"]),
    ("Camera", "Assistant Camera", "H. O. Schulze", ["M1"]),
    ("Camera", "Trick Photography", "Helmar Lerski", ["M1"]),
    ("Camera", "Trick Photography", "Konstantin Tschet", ["M1"]),
    ("Editing", "Editor", "Fritz Lang", ["M1", "M2"]),
    ("Sound", "Original Music Composer", "Gottfried Huppertz", ["M1"]),
    ("Art", "Set Designer", "Otto Hunte", ["M1"]),
    ("Art", "Set Designer", "Erich Kettelhut", ["M1"]),
    ("Art", "Set Designer", "Karl Vollbrecht", ["M1"]),
    ("Art", "Sculptor", "Walter Schulze-Mittendorff", ["M1", "M9"]),
    ("Costume & Make-Up", "Costume Design", "Änne Willkomm", ["M1", "M3"]),
    ("Visual Effects", "Special Effects", "Eugen Schüfftan", ["M1"]),
    ("Visual Effects", "Special Effects", "Ernst Kunstmann", ["M1"]),
    ("Visual Effects", "Matte Painter", "Erich Kettelhut", ["M1"]),
]

WORKER, WIFE = "Worker", "Worker’s wife"
# Actor, characters, sources; characters of the same name in several lines are one row.
CAST = [
    ("Brigitte Helm", ["Maria", "Machine Human"], ["M3"]),
    ("Alfred Abel", ["Joh Fredersen"], ["M3"]),
    ("Gustav Fröhlich", ["Freder"], ["M3"]),
    ("Rudolf Klein-Rogge", ["Rotwang"], ["M1", "M3", "M8"]),
    ("Fritz Rasp", ["The Thin Man"], ["M3"]),
    ("Theodor Loos", ["Josaphat"], ["M3"]),
    ("Erwin Biswanger", ["No. 11811"], ["M3", "M8"]),
    ("Heinrich George", ["Groth"], ["M1", "M3", "M8"]),
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
