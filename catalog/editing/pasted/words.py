"""The words that a pasted block is read by, in English, German, French and Polish, folded. Jobs stand in the vocabulary."""

from catalog.texts.folding import fold


def by_word(words: dict[str, str]) -> dict[str, str]:
    """Turn {what it means: words, commas between them} into {folded word: what it means}."""
    return {fold(word): meaning for meaning, line in words.items() for word in line.split(",")}


# Between a person and a character, with a space on either side.
AS_WORDS = ("as", "als", "jako", "w roli", "w rolach", "dans le rôle de", "comme", "como", "som")
# Before the name in the credits, in brackets.
CREDITED_AS = (
    *(
        "credited as",
        "billed as",
        "as",
        "genannt als",
        "im Vorspann",
        "als",
        "wymieniony jako",
        "wymieniona jako",
        "jako",
    ),
    *("crédité comme", "créditée comme", "crédité sous le nom de", "sous le nom de", "comme"),
)
MARKS = by_word(
    {
        "voice": "voice,voice only,Stimme,nur Stimme,Sprecher,Sprecherin,voix,głos,tylko głos,v.o.,voice over,声,声の出演",
        "uncredited": "uncredited,not credited,unbilled,nicht genannt,ungenannt,nicht im Abspann,nicht im Vorspann,"
        "ohne Nennung,non crédité,non créditée,niewymieniony,niewymieniona,niewymieniony w czołówce,"
        "niewymieniona w czołówce,nie wymieniony w czołówce,bez nazwiska w czołówce,クレジットなし",
        "archive_footage": "archive footage,archival footage,archive material,Archivmaterial,Archivaufnahmen,Archivaufnahme,"
        "images d'archives,image d'archives,materiały archiwalne,zdjęcia archiwalne,archive sound",
    }
)
SEGMENT = ("segment", "episode", "episodenteil", "nowela", "epizod", "sketch")

# The columns of a table, by the words that head them.
COLUMNS = by_word(
    {
        "person": "name,names,person,actor,actress,actors,actor/actress,cast member,performer,player,artist,starring,"
        "darsteller,darstellerin,darsteller/in,schauspieler,schauspielerin,mitwirkende,interprète,acteur,nom,aktor,aktorka,"
        "odtwórca,odtwórczyni,imię i nazwisko,nazwisko,wykonawca,voice actor,sprecher,俳優,キャスト,出演者",
        "family_name": "last name,surname,family name,nachname,familienname",
        "given_name": "first name,given name,forename,vorname,imię,prénom",
        "character": "role,roles,character,characters,character name,part,rolle,rollen,rollenname,figur,charakter,rôle,"
        "personnage,rola,role,postać,bohater,役名,役,role(s),character(s)",
        "job": "job,jobs,crew role,credit,credits,position,profession,funktion,tätigkeit,gewerk,aufgabe,fonction,métier,"
        "funkcja,stanowisko,zawód,担当",
        "credited_as": "credited as,credited name,genannt als,nennung,crédité comme,w czołówce jako",
        "note": "note,notes,remark,remarks,comment,comments,bemerkung,bemerkungen,anmerkung,anmerkungen,hinweis,remarques,"
        "uwagi,uwaga,備考",
        "segment": "segment,episode,episodenteil",
        "number": "#,no,no.,nr,nr.,n°,lp,lp.,order,billing,billing order,pos,pos.",
        "other": "image,photo,picture,bild,foto,zdjęcie,ref,ref.,refs,reference,references,source,source(s),year,age,alter,wiek,"
        "department,abteilung,departement,dział,id,imdb,gender",
        "country": "country,countries,land,länder,pays,kraj,region,territory,region/country,国",
        "date": "date,dates,release date,datum,start,kinostart,data,data premiery,date de sortie,公開日",
        "title": "title,titel,titre,tytuł,alternative title,title in country,タイトル",
    }
)

# Headings of parts of a block. Those of jobs stand in the vocabulary.
SECTIONS = by_word(
    {
        "cast": "cast,the cast,full cast,starring,stars,top cast,series cast,main cast,credited cast,supporting cast,with,featuring,"
        "players,the players,cast list,cast in order of appearance,additional cast,rest of cast,uncredited cast,principal cast,"
        "cast of characters,acting,besetzung,darsteller,darstellende,mitwirkende,es spielen,in den hauptrollen,"
        "hauptdarsteller,personen und darsteller,weitere darsteller,personen,mit,distribution,interprétation,avec,interprètes,obsada,obsada aktorska,"
        "występują,w rolach głównych,w rolach,wystąpili,role,出演,キャスト,出演者",
        "crew": "crew,credits,full credits,full crew,production credits,technical credits,stab,filmstab,credits und stab,équipe technique,"
        "fiche technique,générique,twórcy,ekipa,ekipa filmowa,realizatorzy,スタッフ,cast and crew,full cast and crew,full cast & crew,cast & crew,"
        "camera department,camera and electrical department,art department,sound department,music department,"
        "editorial department,costume and wardrobe department,makeup department,make-up department,"
        "transportation department,production department,additional crew,other crew,miscellaneous,"
        "script and continuity department,second unit director or assistant director,second unit directors or assistant directors,location management department,animation department,"
        "electrical department,casting department",
        "release": "release,releases,release date,release dates,release info,released,premiere,premieren,premiery,start,starttermine,"
        "kinostart,kinostarts,uraufführung,erstaufführung,veröffentlichung,sorties,date de sortie,daty premier,data premiery,公開",
        "title": "titles,other titles,alternative titles,also known as,also known as (aka),aka,akas,alternative title,titel,weitere titel,"
        "andere titel,alternativtitel,autres titres,inne tytuły,tytuły,tytuły alternatywne,titres",
    }
)
COMPANY_ROLES = by_word(
    {
        "production": "production company,production companies,production company/companies,produced for,produktionsfirma,"
        "produktionsfirmen,produktion,production,société de production,sociétés de production,produkcja,wytwórnia,製作会社,companies,company,firmen",
        "co-production": "co-production,co-production company,koproduktion,co-produktion,koprodukcja,coproduction",
        "studio": "studio,studios,atelier,ateliers,atelierbetrieb,studio filmowe",
        "laboratory": "laboratory,laboratories,lab,kopierwerk,laboratoire,laboratorium",
        "distribution": "distributor,distributors,distributed by,distribution company,verleih,erstverleih,verleihfirma,"
        "société de distribution,dystrybucja,dystrybutor,配給",
        "sales": "world sales,sales,international sales,weltvertrieb,ventes internationales",
        "broadcaster": "broadcaster,network,sender,fernsehsender,chaîne,nadawca",
        "special-effects": "special effects companies,special effects company",
        "publisher": "publisher,verlag,wydawca",
        "restoration": "restored by,restaurierung",
    }
)
# Jobs that are as often characters: in a list of the cast they are.
ALSO_CHARACTERS = {
    *("driver", "narration", "musician", "electrician", "conductor", "tailor", "seamstress", "publicist", "translator"),
    *("choreographer", "animal-trainer", "extra", "researcher", "sculptor", "armorer", "catering", "writer", "editor"),
    *(
        "actor",
        "voice",
        "producer",
        "novel",
        "sound",
        "director",
        "original-music-composer",
        "hairstylist",
        "technical-advisor",
    ),
    *("stunts", "gaffer", "grip", "property-master", "music", "characters", "book", "story", "other", "thanks", "idea"),
}
# With these a character begins, and hardly a person.
ARTICLES = {
    *(
        "the",
        "a",
        "an",
        "der",
        "die",
        "das",
        "ein",
        "eine",
        "le",
        "la",
        "les",
        "un",
        "une",
        "l'homme",
        "el",
        "los",
        "il",
    ),
}
CHARACTER_WORDS = {
    *(
        "self",
        "himself",
        "herself",
        "themselves",
        "selbst",
        "lui-meme",
        "elle-meme",
        "mr.",
        "mrs.",
        "mr",
        "mrs",
        "miss",
        "ms.",
        "herr",
        "frau",
    ),
    *(
        "fraulein",
        "doctor",
        "dr.",
        "professor",
        "captain",
        "king",
        "queen",
        "inspector",
        "lord",
        "lady",
        "father",
        "mother",
    ),
    *("pan", "pani", "monsieur", "madame", "officer", "detective", "uncle", "aunt", "young", "old", "first", "second"),
    *(
        "graf",
        "grafin",
        "baron",
        "konig",
        "konigin",
        "kommissar",
        "hauptmann",
        "general",
        "major",
        "sergeant",
        "soldier",
    ),
}
