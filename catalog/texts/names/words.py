"""Words in names, by what they tell: particles, titles, suffixes, family names and given names. All in lower case."""


def split_words(text: str) -> set[str]:
    return set(text.split())


# What stands before a family name and may belong to it.
PARTICLES = {
    *("de", "d'", "du", "des", "le", "la", "les", "l'"),
    *("von", "vom", "zu", "zum", "zur", "am", "im", "und", "der", "den", "dem"),
    *("van", "vande", "vanden", "vander", "ter", "ten", "te", "op", "in", "'t", "het", "aan", "bij", "uit"),
    *("del", "las", "los", "el", "dels"),
    *("da", "das", "do", "dos"),
    *("di", "della", "delle", "dello", "dell'", "dalla", "dal", "dei", "degli", "de'", "lo", "li"),
    *("af", "av", "z", "ze"),
}
# Always part of the family name, whatever the language: saints, sons and daughters.
INSEPARABLE = {
    *("saint", "sainte", "st", "st.", "ste", "ste.", "san", "santa", "santo", "sant", "são", "sint"),
    *("mac", "mc", "ó", "o", "ní", "nic", "ua", "uí", "mhic", "fitz", "ap", "ver"),
    *("abu", "abū", "abou", "ibn", "bin", "ben", "bint", "bar", "bat", "umm", "abd", "ʻabd"),
}
ARABIC_ARTICLES = ("al-", "el-", "ul-", "as-", "ash-", "ar-", "an-", "at-", "ad-", "az-")
# Of these the name after them is no family name without them: Abd al-Rahman, Ibn al-Nafis.
ARABIC_KIN = {"abu", "abū", "abou", "ibn", "bin", "ben", "bint", "umm", "abd", "ʻabd"}
# A name that begins so has no given name: Ibn Khaldun.
FATHERS_AND_SONS = {"abu", "abū", "ibn", "umm"}
JOINERS = {"y", "i"}

TITLES = {"sir", "dame", "prof.", "dr.", "hon.", "rev."}
BURMESE_TITLES = {"u", "daw"}
SUFFIXES = {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "père", "fils"}
# Brazilian and Portuguese words for a son, a grandson or a nephew: part of the family name.
KINSHIP = {"filho", "neto", "netto", "júnior", "junior", "sobrinho", "segundo"}
# With such a word a name of the stage begins that has no family name: Little Richard, Mr. T.
STAGE_WORDS = {
    "little",
    "lil",
    "lil'",
    "big",
    "lady",
    "queen",
    "mc",
    "dj",
    "ice",
    "mr.",
    "mr",
    "dr.",
    "madame",
    "captain",
}
ARTICLES = {"the", "le", "la", "les", "el", "los", "las", "der", "die", "das"}

# Double family names that no hyphen shows.
COMPOUNDS = {
    *(
        "bonham carter",
        "baron cohen",
        "lloyd webber",
        "lloyd george",
        "scott thomas",
        "vaughan williams",
        "castelo branco",
    ),
    *(
        "espírito santo",
        "drieu la rochelle",
        "harcourt smith",
        "burne jones",
        "rhys davies",
        "rhys meyers",
        "miller hall",
    ),
}
# A German family name goes on behind the particle: Henckel von Donnersmarck.
BEFORE_VON = {"henckel", "schenk", "marschall", "droste", "truchsess", "wolff", "freytag", "colloredo", "spies"}

SPANISH_FAMILY_NAMES = split_words(
    """
    garcía gonzález rodríguez fernández lópez martínez sánchez pérez gómez jiménez ruiz hernández díaz álvarez muñoz
    gutiérrez ramírez vázquez velázquez suárez ortega domínguez núñez márquez ibáñez méndez benítez vargas bioy
    buero calderón cervantes valle ramos rojas rulfo picó castro delgado herrera medina aguilar peña cabrera chávez
    padilla iglesias gil serrano blasco ocampo
    """
)
SPANISH_GIVEN_NAMES = split_words(
    """
    agustín alberto alejandra alejandro alfonso alfredo alicia álvaro ana andrea andrés ángel ángela ángeles antonia
    antonio armando arturo asunción augusto aurora beatriz benito blanca carlos carmen carolina catalina cecilia
    césar clara claudia concepción consuelo cristina cruz daniel david diego dolores eduardo elena elisa emilia
    emilio enrique ernesto esperanza esteban eugenia eugenio eva felipe félix fernanda fernando francisca francisco
    gabriel gabriela gerardo gloria gonzalo guadalupe guillermo gustavo héctor hernán hugo ignacio inés isabel
    isabela jaime javier jesús joaquín jorge josé josefa josefina juan juana julia julián julio laura leonor leticia
    lucía luis luisa magdalena manuel manuela marcelo marcos margarita maría mariano mario marta martín mercedes
    miguel mónica nicolás octavio óscar pablo paloma patricia patricio paz pedro pilar rafael ramón raquel raúl
    ricardo rita roberto rocío rodolfo rodrigo rosa rosario rubén salvador santiago sebastián sergio silvia simón
    soledad sofía susana teresa tomás vicente victoria virginia víctor ximena
    """
)
# With these, no name of another language begins or ends.
CHINESE_FAMILY_NAMES = split_words(
    """
    bai bong cai cao chang chen cheng cheung chiang chin chow deng ding dong du feng fu gao gong gu guo han hao hong
    hou hsu hu huang hui jia jiang jin kwan lam lau leung li liang liu lo luo lü ma mao meng ng pan peng qian qin
    shi song su sun tang tian tsai tsang tsui wan wang wei wong wu xia xiao xie xu xue yam yan yang yao ye yeung yin
    yu yuan yuen zeng zhang zhao zheng zhou zhu
    """
)
KOREAN_FAMILY_NAMES = split_words(
    """
    ahn bae baek bong byun choi chun gang hong hwang im jang jeon jeong jung kang kim ko kwon lee lim moon na nam oh
    park ryu seo seong shin sim son song um yang yeon yoo yoon yun
    """
)
VIETNAMESE_FAMILY_NAMES = split_words(
    """
    bùi đặng đinh đỗ dương hồ hoàng huỳnh lê lý ngô nguyễn nguyen phạm pham phan phùng trần tran trương võ vũ
    """
)
JAPANESE_FAMILY_NAMES = split_words(
    """
    abe fukasaku fukuda gotō hayashi honda ichikawa imamura inoue itami itō kinoshita kitano kobayashi kon koreeda
    kurosawa matsumoto mifune miike miyazaki mizoguchi mori murakami naruse ōshima oshima ozu sasaki satō shimizu
    shindō suzuki takahashi takahata takemitsu tanaka tanizaki watanabe yamada yamamoto yoshida
    """
)
HUNGARIAN_GIVEN_NAMES = split_words(
    """
    ágnes andrás anna attila béla borbála dezső erzsébet éva ferenc géza györgy gyula ildikó ilona imre istván iván
    jános jenő józsef judit katalin károly kornél krisztina lajos lászló magda márta mária mihály miklós nándor pál
    péter piroska sándor sára tamás tibor vilmos zita zoltán zsófia zsolt zsuzsa
    """
)
# More of these stand at the end of a name as family names elsewhere than as given names.
HUNGARIAN_ALSO_FAMILY_NAMES = {"anna", "magda", "pál", "lászló", "iván", "sándor", "márta", "mária", "sára", "vilmos"}
