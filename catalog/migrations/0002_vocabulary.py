"""The departments, jobs, genres, countries and languages of the first release, as they were then.

What ships today is in catalog/vocabulary/: `sync_vocabulary` brings a database from these lists to those.
"""

from django.db import migrations
from django.utils.text import slugify

DEPARTMENTS = {
    "Directing": """
        Director, Co-Director, First Assistant Director, Second Assistant Director, Third Assistant
        Director, Second Unit Director, Script Supervisor, Continuity
    """,
    "Writing": """
        Screenplay, Writer, Story, Adaptation, Dialogue, Novel, Book, Short Story, Theatre Play, Comic Book,
        Characters, Original Story, Idea, Storyboard, Script Editor, Script Consultant
    """,
    "Acting": """Actor, Voice, Stunt Double, Extra""",
    "Production": """
        Producer, Executive Producer, Co-Producer, Associate Producer, Line Producer, Co-Executive Producer,
        Production Manager, Unit Production Manager, Production Supervisor, Production Coordinator, Casting,
        Casting Associate, Location Manager, Production Accountant, Publicist, Researcher
    """,
    "Camera": """
        Director of Photography, Cinematography, Second Unit Director of Photography, Camera Operator,
        Steadicam Operator, First Assistant Camera, Second Assistant Camera, Additional Photography, Aerial
        Camera, Underwater Camera, Still Photographer, Key Grip, Dolly Grip, Grip, Camera Technician
    """,
    "Editing": """
        Editor, Co-Editor, Additional Editing, Associate Editor, Assistant Editor, First Assistant Editor,
        Colorist, Color Timer, Digital Intermediate, Dialogue Editor, Negative Cutter, Post Production
        Supervisor
    """,
    "Sound": """
        Original Music Composer, Music, Music Supervisor, Music Editor, Conductor, Orchestrator, Songs,
        Musician, Sound, Sound Designer, Supervising Sound Editor, Sound Editor, Sound Effects Editor, Sound
        Re-Recording Mixer, Production Sound Mixer, Sound Mixer, Sound Recordist, Boom Operator, Foley, ADR
        & Dubbing
    """,
    "Art": """
        Production Design, Art Direction, Supervising Art Director, Assistant Art Director, Set Decoration,
        Set Designer, Set Dresser, Property Master, Conceptual Design, Production Illustrator, Title
        Designer, Scenic Artist, Construction Coordinator, Location Scout
    """,
    "Costume & Make-Up": """
        Costume Design, Assistant Costume Designer, Costume Supervisor, Key Costumer, Set Costumer, Makeup
        Department Head, Makeup Artist, Makeup Designer, Prosthetic Makeup Artist, Hair Department Head, Key
        Hair Stylist, Hairstylist, Wigmaker, Tailor, Seamstress
    """,
    "Visual Effects": """
        Visual Effects Supervisor, Visual Effects Producer, Visual Effects Coordinator, Visual Effects,
        Special Effects Supervisor, Special Effects, Animation, Animation Director, Animation Supervisor,
        Character Designer, Compositor, Matte Painter, Modeling
    """,
    "Lighting": """
        Gaffer, Chief Lighting Technician, Best Boy Electric, Electrician, Lighting Technician, Rigging
        Gaffer, Rigging Grip
    """,
    "Crew": """
        Stunt Coordinator, Stunts, Choreographer, Dialect Coach, Animal Trainer, Armorer, Technical Advisor,
        Translator, Narration, Transportation Coordinator, Driver, Unit Publicist, Catering, Thanks, Other
    """,
}

GENRES = """
Action, Adventure, Animation, Biography, Comedy, Crime, Documentary, Drama, Experimental, Family, Fantasy,
Film Noir, History, Horror, Music, Musical, Mystery, Romance, Science Fiction, Short, Sport, Thriller, TV
Movie, War, Western
"""

COUNTRIES = """
AD Andorra
AE United Arab Emirates
AF Afghanistan
AG Antigua & Barbuda
AI Anguilla
AL Albania
AM Armenia
AN Netherlands Antilles
AO Angola
AQ Antarctica
AR Argentina
AS American Samoa
AT Austria
AU Australia
AW Aruba
AX Åland Islands
AZ Azerbaijan
BA Bosnia & Herzegovina
BB Barbados
BD Bangladesh
BE Belgium
BF Burkina Faso
BG Bulgaria
BH Bahrain
BI Burundi
BJ Benin
BL St. Barthélemy
BM Bermuda
BN Brunei
BO Bolivia
BQ Caribbean Netherlands
BR Brazil
BS Bahamas
BT Bhutan
BU Burma
BV Bouvet Island
BW Botswana
BY Belarus
BZ Belize
CA Canada
CC Cocos (Keeling) Islands
CD Democratic Republic of the Congo
CF Central African Republic
CG Republic of the Congo
CH Switzerland
CI Côte d’Ivoire
CK Cook Islands
CL Chile
CM Cameroon
CN China
CO Colombia
CR Costa Rica
CS Czechoslovakia
CU Cuba
CV Cape Verde
CW Curaçao
CX Christmas Island
CY Cyprus
CZ Czechia
DD East Germany
DE Germany
DJ Djibouti
DK Denmark
DM Dominica
DO Dominican Republic
DY Dahomey
DZ Algeria
EC Ecuador
EE Estonia
EG Egypt
EH Western Sahara
ER Eritrea
ES Spain
ET Ethiopia
FI Finland
FJ Fiji
FK Falkland Islands
FM Micronesia
FO Faroe Islands
FR France
GA Gabon
GB United Kingdom
GD Grenada
GE Georgia
GF French Guiana
GG Guernsey
GH Ghana
GI Gibraltar
GL Greenland
GM Gambia
GN Guinea
GP Guadeloupe
GQ Equatorial Guinea
GR Greece
GS South Georgia & South Sandwich Islands
GT Guatemala
GU Guam
GW Guinea-Bissau
GY Guyana
HK Hong Kong
HM Heard & McDonald Islands
HN Honduras
HR Croatia
HT Haiti
HU Hungary
HV Upper Volta
ID Indonesia
IE Ireland
IL Israel
IM Isle of Man
IN India
IO British Indian Ocean Territory
IQ Iraq
IR Iran
IS Iceland
IT Italy
JE Jersey
JM Jamaica
JO Jordan
JP Japan
KE Kenya
KG Kyrgyzstan
KH Cambodia
KI Kiribati
KM Comoros
KN St. Kitts & Nevis
KP North Korea
KR South Korea
KW Kuwait
KY Cayman Islands
KZ Kazakhstan
LA Laos
LB Lebanon
LC St. Lucia
LI Liechtenstein
LK Sri Lanka
LR Liberia
LS Lesotho
LT Lithuania
LU Luxembourg
LV Latvia
LY Libya
MA Morocco
MC Monaco
MD Moldova
ME Montenegro
MF St. Martin
MG Madagascar
MH Marshall Islands
MK North Macedonia
ML Mali
MM Myanmar
MN Mongolia
MO Macao
MP Northern Mariana Islands
MQ Martinique
MR Mauritania
MS Montserrat
MT Malta
MU Mauritius
MV Maldives
MW Malawi
MX Mexico
MY Malaysia
MZ Mozambique
NA Namibia
NC New Caledonia
NE Niger
NF Norfolk Island
NG Nigeria
NI Nicaragua
NL Netherlands
NO Norway
NP Nepal
NR Nauru
NU Niue
NZ New Zealand
OM Oman
PA Panama
PE Peru
PF French Polynesia
PG Papua New Guinea
PH Philippines
PK Pakistan
PL Poland
PM St. Pierre & Miquelon
PN Pitcairn Islands
PR Puerto Rico
PS Palestine
PT Portugal
PW Palau
PY Paraguay
QA Qatar
RE Réunion
RH Rhodesia
RO Romania
RS Serbia
RU Russia
RW Rwanda
SA Saudi Arabia
SB Solomon Islands
SC Seychelles
SD Sudan
SE Sweden
SG Singapore
SH St. Helena
SI Slovenia
SJ Svalbard & Jan Mayen
SK Slovakia
SL Sierra Leone
SM San Marino
SN Senegal
SO Somalia
SR Suriname
SS South Sudan
ST São Tomé & Príncipe
SU Soviet Union
SV El Salvador
SX Sint Maarten
SY Syria
SZ Eswatini
TC Turks & Caicos Islands
TD Chad
TF French Southern Territories
TG Togo
TH Thailand
TJ Tajikistan
TK Tokelau
TL Timor-Leste
TM Turkmenistan
TN Tunisia
TO Tonga
TP East Timor
TR Türkiye
TT Trinidad & Tobago
TV Tuvalu
TW Taiwan
TZ Tanzania
UA Ukraine
UG Uganda
UM U.S. Outlying Islands
US United States
UY Uruguay
UZ Uzbekistan
VA Vatican City
VC St. Vincent & Grenadines
VD North Vietnam
VE Venezuela
VG British Virgin Islands
VI U.S. Virgin Islands
VN Vietnam
VU Vanuatu
WF Wallis & Futuna
WS Samoa
XK Kosovo
YD South Yemen
YE Yemen
YT Mayotte
YU Yugoslavia
ZA South Africa
ZM Zambia
ZR Zaire
ZW Zimbabwe
"""

LANGUAGES = """
aa Afar
ab Abkhazian
ae Avestan
af Afrikaans
ak Akan
akk Akkadian
am Amharic
an Aragonese
ang Old English
ar Arabic
arc Aramaic
art Constructed languages
as Assamese
ase American Sign Language
ast Asturian
av Avaric
ay Aymara
az Azerbaijani
ba Bashkir
be Belarusian
bfi British Sign Language
bg Bulgarian
bho Bhojpuri
bi Bislama
bm Bambara
bn Bangla
bo Tibetan
br Breton
bs Bosnian
ca Catalan
ce Chechen
ceb Cebuano
ch Chamorro
chr Cherokee
ckb Central Kurdish
cmn Mandarin Chinese
co Corsican
cr Cree
cs Czech
cu Church Slavic
cv Chuvash
cy Welsh
da Danish
de German
dv Divehi
dz Dzongkha
ee Ewe
egy Ancient Egyptian
el Greek
en English
en-GB English (United Kingdom)
en-US English (United States)
enm Middle English
eo Esperanto
es Spanish
es-419 Spanish (Latin America)
et Estonian
eu Basque
fa Persian
ff Fula
fi Finnish
fil Filipino
fj Fijian
fo Faroese
fr French
fr-CA French (Canada)
frm Middle French
fro Old French
fy Western Frisian
ga Irish
gd Scottish Gaelic
gl Galician
gn Guarani
goh Old High German
got Gothic
grc Ancient Greek
gsw Swiss German
gu Gujarati
gv Manx
ha Hausa
hak Hakka Chinese
haw Hawaiian
he Hebrew
hi Hindi
hmn Hmong
ho Hiri Motu
hr Croatian
ht Haitian Creole
hu Hungarian
hy Armenian
hz Herero
ia Interlingua
id Indonesian
ie Interlingue
ig Igbo
ii Sichuan Yi
ik Inupiaq
io Ido
is Icelandic
it Italian
iu Inuktitut
ja Japanese
jv Javanese
ka Georgian
kab Kabyle
kg Kongo
ki Kikuyu
kj Kuanyama
kk Kazakh
kl Kalaallisut
km Khmer
kn Kannada
ko Korean
kok Konkani
kr Kanuri
ks Kashmiri
ku Kurdish
kv Komi
kw Cornish
ky Kyrgyz
la Latin
lb Luxembourgish
lg Ganda
li Limburgish
ln Lingala
lo Lao
lt Lithuanian
lu Luba-Katanga
luo Luo
lv Latvian
mai Maithili
mas Masai
mg Malagasy
mh Marshallese
mi Māori
mic Mi'kmaw
mk Macedonian
ml Malayalam
mn Mongolian
mni Manipuri
moh Mohawk
mos Mossi
mr Marathi
ms Malay
mt Maltese
mul Multiple languages
my Burmese
na Nauru
nan Min Nan Chinese
nb Norwegian Bokmål
nd North Ndebele
nds Low German
ne Nepali
ng Ndonga
nl Dutch
nn Norwegian Nynorsk
no Norwegian
nr South Ndebele
nso Northern Sotho
nv Navajo
ny Nyanja
oc Occitan
oj Ojibwa
om Oromo
or Odia
os Ossetic
pa Punjabi
pap Papiamento
pi Pali
pl Polish
ps Pashto
pt Portuguese
pt-BR Portuguese (Brazil)
qu Quechua
rm Romansh
rn Rundi
ro Romanian
rom Romany
ru Russian
rw Kinyarwanda
sa Sanskrit
sah Yakut
sc Sardinian
scn Sicilian
sco Scots
sd Sindhi
se Northern Sami
sg Sango
sgn Sign languages
sh Serbo-Croatian
shn Shan
si Sinhala
sk Slovak
sl Slovenian
sm Samoan
sma Southern Sami
smj Lule Sami
smn Inari Sami
sms Skolt Sami
sn Shona
so Somali
sq Albanian
sr Serbian
sr-Latn Serbian (Latin)
ss Swati
st Southern Sotho
su Sundanese
sux Sumerian
sv Swedish
sw Swahili
syc Classical Syriac
szl Silesian
ta Tamil
te Telugu
tet Tetum
tg Tajik
th Thai
ti Tigrinya
tk Turkmen
tl Tagalog
tlh Klingon
tn Tswana
to Tongan
tpi Tok Pisin
tr Turkish
ts Tsonga
tt Tatar
tw Twi
ty Tahitian
tzm Central Atlas Tamazight
ug Uyghur
uk Ukrainian
und Undetermined
ur Urdu
uz Uzbek
ve Venda
vi Vietnamese
vls West Flemish
vo Volapük
wa Walloon
war Waray
wen Sorbian
wo Wolof
wuu Wu Chinese
xh Xhosa
yap Yapese
yi Yiddish
yo Yoruba
yue Cantonese
za Zhuang
zh Chinese
zh-Hans Chinese (Simplified)
zh-Hant Chinese (Traditional)
zu Zulu
zxx No spoken language
zza Zaza
"""


def split_names(text):
    """Split a text of comma-separated names."""
    return [" ".join(name.split()) for name in text.split(",")]


def split_codes(text):
    """Split the lines of a text, each a code and a name, into pairs."""
    return [tuple(line.split(maxsplit=1)) for line in text.strip().splitlines()]


def load(apps, schema_editor):
    def add(model, rows):
        model.objects.using(schema_editor.connection.alias).bulk_create(rows)

    country, department, genre, job, language = (
        apps.get_model("catalog", name) for name in ("Country", "Department", "Genre", "Job", "Language")
    )
    add(country, [country(code=code, name=name) for code, name in split_codes(COUNTRIES)])
    add(language, [language(tag=tag, name=name) for tag, name in split_codes(LANGUAGES)])
    add(genre, [genre(name=name, slug=slugify(name)) for name in split_names(GENRES)])
    add(department, [department(name=name, position=place) for place, name in enumerate(DEPARTMENTS, 1)])
    for part in department.objects.using(schema_editor.connection.alias).all():
        names = split_names(DEPARTMENTS[part.name])
        add(job, [job(department=part, name=name, position=place) for place, name in enumerate(names, 1)])


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_catalogue")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
