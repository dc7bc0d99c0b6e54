"""Blocks as people paste them, and the rows that each becomes, in the short form of `row_in_words`."""

# {name: (text, html, rows)}
BLOCKS = {
    "lines with dots": (
        """Brigitte Helm … Maria / Maschinenmensch
Gustav Fröhlich ........ Freder
Fritz Rasp . . . . . The Thin Man (uncredited)""",
        "",
        """actor: Brigitte Helm = Maria / Maschinenmensch
actor: Gustav Fröhlich = Freder
actor: Fritz Rasp = The Thin Man [uncredited]""",
    ),
    "full credits of IMDb": (
        """Directed by\u00a0
Fritz Lang\t...\t(directed by)

Writing Credits\u00a0\u00a0
Thea von Harbou\t...\t(screenplay)
Thea von Harbou\t...\t(novel)

Cast (in credits order) complete, awaiting verification\u00a0\u00a0
Alfred Abel\t...\tJoh Fredersen
Brigitte Helm\t...\tMaria / The Machine Man (as B. Helm)
Heinrich Gotho\t...\tMaster of Ceremonies (uncredited)

Cinematography by\u00a0
Karl Freund\t...\t(photography)
Günther Rittau\t\t

Camera and Electrical Department
Robert Baberske\t...\tassistant camera
Horst von Harbou\t...\tset photographer of stills

Produced by
Erich Pommer\t...\tproducer""",
        "",
        """director: Fritz Lang
screenplay: Thea von Harbou
novel: Thea von Harbou
actor: Alfred Abel = Joh Fredersen
actor: Brigitte Helm = Maria / The Machine Man [as B. Helm]
actor: Heinrich Gotho = Master of Ceremonies [uncredited]
director-of-photography: Karl Freund
cinematography: Günther Rittau
assistant-camera: Robert Baberske
(set photographer of stills): Horst von Harbou
producer: Erich Pommer""",
    ),
    "names with portraits": (
        """Top cast
Alfred Abel
Alfred Abel
Joh Fredersen
Gustav Fröhlich
Gustav Fröhlich
Freder
Olaf Storm
Olaf Storm
Jan (voice)""",
        "",
        """actor: Alfred Abel = Joh Fredersen
actor: Gustav Fröhlich = Freder
actor: Olaf Storm = Jan [voice]""",
    ),
    "list of Wikipedia's markup": (
        """== Cast ==
{{Main|List of characters}}
* [[Alfred Abel]] as Joh Fredersen, the master of Metropolis
* [[Gustav Fröhlich|G. Fröhlich]] as Freder<ref name="a">Page 4</ref>
* '''[[Brigitte Helm]]''' as [[Maria (character)|Maria]] / {{ill|the Machine|de}}
* [[Fritz Rasp]] as the Thin Man (uncredited){{efn|Cut in America.}}""",
        "",
        """text: List of characters
actor: Alfred Abel = Joh Fredersen [note: the master of Metropolis]
actor: G. Fröhlich = Freder
actor: Brigitte Helm = Maria / the Machine
actor: Fritz Rasp = the Thin Man [uncredited]""",
    ),
    "table of Wikipedia's markup": (
        """{| class="wikitable sortable"
|+ Cast
! Actor !! Role !! class="unsortable" | Notes
|-
| [[Alfred Abel]] || Joh Fredersen ||
|- style="color: red"
| scope="row" | [[Brigitte Helm]]
| Maria<br />Maschinenmensch
| rowspan="2" | Voice
|-
! [[Erwin Biswanger]]
| 11811{{refn|Georgy}}
|-
| Olaf Storm || Jan || archive footage
|}""",
        "",
        """actor: Alfred Abel = Joh Fredersen
actor: Brigitte Helm = Maria / Maschinenmensch [voice]
actor: Erwin Biswanger = 11811 [voice]
actor: Olaf Storm = Jan [archive footage]""",
    ),
    "box of facts of Wikipedia's markup": (
        """{{Infobox film
| name = Metropolis
| director = [[Fritz Lang]]
| writer = {{Plainlist|
* [[Thea von Harbou]]
* [[Fritz Lang]]
}}
| starring = {{ubl|[[Alfred Abel]]|[[Brigitte Helm]]}}
| distributor = [[UFA GmbH|Parufamet]]
| released = 10 January 1927
}}""",
        "",
        """text: name · Metropolis
director: Fritz Lang
writer: Thea von Harbou
writer: Fritz Lang
actor: Alfred Abel
actor: Brigitte Helm
distribution: Parufamet
release: 10 January 1927""",
    ),
    "table of a page": (
        "Actor Role Alfred Abel Joh Fredersen",
        """<html><head><title>Metropolis</title><style>td {color: red}</style></head><body><!--StartFragment-->
<table><caption>Full cast</caption><tbody><tr><th>#</th><th>Actor</th><th>Role</th></tr>
<tr><td>1</td><td><a href="/wiki/x" title="a > b">Alfred Abel</a></td><td>Joh&nbsp;Fredersen<sup>[1]</sup></td></tr>
<tr><td>2</td><td rowspan=2><p>Brigitte Helm</p></td><td>Maria<br>Hel &amp; others</td></tr>
<tr><td>3<td>The Machine</tr>
<tr><td>4</td><td>Fritz Rasp</td><td></td></tr></table><!--EndFragment--></body></html>""",
        """actor: Alfred Abel = Joh Fredersen
actor: Brigitte Helm = Maria / Hel & others
actor: Brigitte Helm = The Machine
actor: Fritz Rasp""",
    ),
    "list of a page": (
        "",
        """<h2>Crew</h2><ul><li>Regie: Fritz Lang</li><li>Kamera:
Karl Freund,<br>Günther Rittau</li></ul><h3>Besetzung</h3><div>Alfred Abel: Joh Fredersen<br>Fritz Rasp: Der Schmale</div>
<script>alert("x")</script>""",
        """director: Fritz Lang
director-of-photography: Karl Freund
director-of-photography: Günther Rittau
actor: Alfred Abel = Joh Fredersen
actor: Fritz Rasp = Der Schmale""",
    ),
    "table of filmportal": (
        """Regie
Fritz Lang

Drehbuch
Thea von Harbou

Kamera
Karl Freund
Günther Rittau

Trick-Kamera
Ernst Kunstmann (Trickkamera)

Darsteller
Alfred Abel\tJoh Fredersen
Rudolf Klein-Rogge\tErfinder Rotwang
Heinrich George\tGroth, Wärter der Herzmaschine
Theodor Loos\tJosaphat

Produktionsfirma
Universum-Film AG (Ufa) (Berlin)

Länge
4189 m

Uraufführung
10.01.1927, Berlin, Ufa-Palast am Zoo""",
        "",
        """director: Fritz Lang
screenplay: Thea von Harbou
director-of-photography: Karl Freund
director-of-photography: Günther Rittau
trick-photography: Ernst Kunstmann
actor: Alfred Abel = Joh Fredersen
actor: Rudolf Klein-Rogge = Erfinder Rotwang
actor: Heinrich George = Groth, Wärter der Herzmaschine
actor: Theodor Loos = Josaphat
production: Universum-Film AG [note: Ufa; Berlin]
text: Länge
text: 4189 m
release: 10.01.1927 [note: Berlin, Ufa-Palast am Zoo]""",
    ),
    "table of the BFI": (
        """Directed by\tFritz Lang
Produced by\tErich Pommer
\tSomebody Else
Music\tGottfried Huppertz
Cast
Alfred Abel\tJoh Fredersen
Brigitte Helm\tthe Robot""",
        "",
        """director: Fritz Lang
producer: Erich Pommer
producer: Somebody Else
music: Gottfried Huppertz
actor: Alfred Abel = Joh Fredersen
actor: Brigitte Helm = the Robot""",
    ),
    "sheet with columns": (
        """Last name\tFirst name\tJob\tRole\tCredited as\tRemarks
Lang\tFritz\tDirector\t\t\t
Helm\tBrigitte\tActor\tMaria; Maschinenmensch\tB. Helm\t
Harbou\tThea von\tNovel, screenplay\t\t\tfrom her own book
Nobody\tNora\tChief Rain Maker\t\t\tuncredited""",
        "",
        """director: Fritz Lang
actor: Brigitte Helm = Maria / Maschinenmensch [as B. Helm]
novel: Thea von Harbou [note: from her own book]
screenplay: Thea von Harbou [note: from her own book]
(Chief Rain Maker): Nora Nobody [uncredited]""",
    ),
    "end credits": (
        """CAST

Joh Fredersen ................ ALFRED ABEL
The Thin Man ................. FRITZ RASP
Rotwang ...................... RUDOLF KLEIN-ROGGE
Driver ....................... OLAF McSTORM

Director of Photography
KARL FREUND

1st Assistant Director   GUSTAV PÜTTJER
Costumes by AENNE WILLKOMM
Gaffer          LUDWIG VAN DER ROHE, JR.""",
        "",
        """actor: Alfred Abel = Joh Fredersen
actor: Fritz Rasp = The Thin Man
actor: Rudolf Klein-Rogge = Rotwang
actor: OLAF McSTORM = Driver
director-of-photography: Karl Freund
first-assistant-director: Gustav Püttjer
costume-design: Aenne Willkomm
gaffer: Ludwig van der Rohe Jr.""",
    ),
    "German words": (
        """Alfred Abel als Joh Fredersen
Brigitte Helm als Maria / Maschinenmensch (Stimme: nein)
Fritz Rasp als der Schmale (nicht genannt)
Heinrich George (genannt als H. George) als Grot
Musik von Gottfried Huppertz
Fritz Lang, Regie
Schnitt Fritz Lang
Regie und Drehbuch: Fritz Lang""",
        "",
        """actor: Alfred Abel = Joh Fredersen
actor: Brigitte Helm = Maria / Maschinenmensch (Stimme: nein)
actor: Fritz Rasp = der Schmale [uncredited]
actor: Heinrich George = Grot [as H. George]
music: Gottfried Huppertz
director: Fritz Lang
editor: Fritz Lang
director: Fritz Lang
screenplay: Fritz Lang""",
    ),
    "Polish words": (
        """Reżyseria: Andrzej Wajda
Zdjęcia – Jerzy Wójcik
Muzyka: Filip Nowak i Jan Krenz
Obsada aktorska:
Zbigniew Cybulski jako Maciek Chełmicki
Ewa Krzyżewska w roli Krystyny (głos)
Adam Pawlikowski – Andrzej (niewymieniony w czołówce)
Bogumił Kobiela - Drewnowski""",
        "",
        """director: Andrzej Wajda
director-of-photography: Jerzy Wójcik
music: Filip Nowak
music: Jan Krenz
actor: Zbigniew Cybulski = Maciek Chełmicki
actor: Ewa Krzyżewska = Krystyny [voice]
actor: Adam Pawlikowski = Andrzej [uncredited]
actor: Bogumił Kobiela = Drewnowski""",
    ),
    "French words": (
        """Réalisation : Abel Gance
Scénario : Abel Gance
Montage et décors: Marguerite Beaugé
Avec :
Albert Dieudonné : Napoléon Bonaparte
Antonin Artaud : le docteur Marat
Gina Manès dans le rôle de Joséphine (non créditée)""",
        "",
        """director: Abel Gance
screenplay: Abel Gance
editor: Marguerite Beaugé
art-direction: Marguerite Beaugé
actor: Albert Dieudonné = Napoléon Bonaparte
actor: Antonin Artaud = le docteur Marat
actor: Gina Manès = Joséphine [uncredited]""",
    ),
    "names from right to left": (
        """Cast
يوسف شاهين ... قناوي
هند رستم ... هنومة (voice)
\u202bגילה אלמגור\u202c ... אמא""",
        "",
        """actor: يوسف شاهين = قناوي
actor: هند رستم = هنومة [voice]
actor: גילה אלמגור = אמא""",
    ),
    "Japanese and Chinese names": (
        """監督：小津安二郎
脚本：野田高梧、小津安二郎
出演
笠智衆：平山周吉
原節子：紀子（声）
東山千栄子……平山とみ""",
        "",
        """director: 小津安二郎
screenplay: 野田高梧
screenplay: 小津安二郎
actor: 笠智衆 = 平山周吉
actor: 原節子 = 紀子 [voice]
actor: 東山千栄子 = 平山とみ""",
    ),
    "family names first": (
        """Director: Lang, Fritz
Writers: Harbou, Thea von; Lang, Fritz
Camera: Freund, Karl, Rittau, Günther
Cast
Klein-Rogge, Rudolf\tRotwang
Downey, Robert, Jr.\tthe worker
García Lorca, Federico\tthe poet""",
        "",
        """director: Fritz Lang
writer: Thea von Harbou
writer: Fritz Lang
director-of-photography: Karl Freund
director-of-photography: Günther Rittau
actor: Rudolf Klein-Rogge = Rotwang
actor: Robert Downey Jr. = the worker
actor: Federico García Lorca = the poet""",
    ),
    "characters first": (
        """Maria: Brigitte Helm
Freder: Gustav Fröhlich
The Thin Man: Fritz Rasp (uncredited)
Joh Fredersen: Alfred Abel""",
        "",
        """actor: Brigitte Helm = Maria
actor: Gustav Fröhlich = Freder
actor: Fritz Rasp = The Thin Man [uncredited]
actor: Alfred Abel = Joh Fredersen""",
    ),
    "several names in a cell": (
        """Cinematography: Karl Freund, Günther Rittau & Walter Ruttmann
Story by Thea von Harbou (novel), Fritz Lang (as F. Lang, uncredited)
Produced by: Erich Pommer and Carl Laemmle, Jr.
Songs: Ashford & Simpson""",
        "",
        """cinematography: Karl Freund
cinematography: Günther Rittau
cinematography: Walter Ruttmann
novel: Thea von Harbou
story: Fritz Lang [uncredited, note: as F. Lang]
producer: Erich Pommer
producer: Carl Laemmle Jr.
songs: Ashford & Simpson""",
    ),
    "numbers, ages and footnotes": (
        """1. Alfred Abel (48) – Joh Fredersen[1]
2. Brigitte Helm (1906–1996) – Maria[a]
3) Gustav Fröhlich† – Freder*
• Fritz Rasp – The Thin Man [12]
#5. Theodor Loos – Josaphat (segment "The Tower")""",
        "",
        """actor: Alfred Abel = Joh Fredersen
actor: Brigitte Helm = Maria
actor: Gustav Fröhlich = Freder
actor: Fritz Rasp = The Thin Man
actor: Theodor Loos = Josaphat [segment: The Tower]""",
    ),
    "table in Markdown": (
        """| Name | Role |
| --- | :-- |
| Alfred Abel | Joh Fredersen |
| Brigitte Helm |  |
|  | Nobody known |""",
        "",
        """actor: Alfred Abel = Joh Fredersen
actor: Brigitte Helm
text: | | Nobody known |""",
    ),
    "lines that nobody understands": (
        """Metropolis is a 1927 German expressionist film. It was shot in 1925: the sets were large.
https://example.org/metropolis
Runtime: 153 min
Brigitte Helm as Maria
info@example.org … nobody
12345""",
        "",
        """text: Metropolis is a 1927 German expressionist film. It was shot in 1925: the sets were large.
text: https://example.org/metropolis
text: Runtime: 153 min
actor: Brigitte Helm = Maria
text: info@example.org … nobody
text: 12345""",
    ),
    "releases": (
        """Germany: 10 January 1927
United States\t6 March 1927\t(New York City, premiere)
1927 (France)
Release dates
10. Januar 1927 (Deutschland)
Soon""",
        "",
        """release: 10 January 1927 DE
release: 6 March 1927 US [note: New York City, premiere]
text: 1927 (France)
release: 10. Januar 1927 DE
text: Soon""",
    ),
    "titles": (
        """Also known as
France: Métropolis
Metropolis (Poland)
(original title)\tMetropolis""",
        "",
        """title: Métropolis FR
title: Metropolis PL
title: Metropolis [note: original title]""",
    ),
    "companies": (
        """Production companies
Universum Film (Ufa)
Distributors
Parufamet (Germany) (1927)
Paramount Pictures (United States)
Distributed by: Ufa""",
        "",
        """production: Universum Film [note: Ufa]
distribution: Parufamet DE [note: 1927]
distribution: Paramount Pictures US
distribution: Ufa""",
    ),
}
