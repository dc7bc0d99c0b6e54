"""The word lists of the method: function words, irregular forms, synonyms, numbers, nations, occupations, opposites, things."""


def word_set(words: str) -> frozenset[str]:
    """Return the words of a line that has spaces between them."""
    return frozenset(words.split())


# Function words: they say how a sentence is built, not what it tells. Folded as `catalog.texts.folding` does.
FUNCTION_WORDS = {
    "en": """a about above after again all also am an and any are as at back be because been before being below
        between both but by can cannot could did do does doing done down during each else even ever every few for from
        further get gets got had has have having he her here hers herself him himself his how however i if in into is
        it its itself just later like made make makes many may me might more most much must my myself no nor not now of
        off on once one only onto or other others our out over own same shall she should since so some soon still such
        than that the their theirs them themselves then there these they this those though through to together too
        under until up upon very was way we were what when where which while who whom whose why will with within
        without would yet you your finally shortly eventually meanwhile""",
    "de": """aber alle als am an auch auf aus bei bis da dann das dass dem den der des die doch dort durch ein eine
        einem einen einer eines er es fur hat haben hatte ich ihm ihn ihnen ihr ihre ihrem ihren im in ist ja kann mit
        nach nicht noch nun nur ob oder ohne sein seine seinem seinen seiner sich sie sind so uber um und unter vom von
        vor war waren was wegen weil wenn werden wie wird wo wurde zu zum zur""",
    "fr": """a ai alors apres au aux avec c ce ces cette ceux comme d dans de des donc du elle elles en est et etait ete
        il ils j je l la le les leur leurs lui m mais me meme n ne nous on ont ou par pas pendant plus pour qu quand que
        qui s sa sans se ses si son sont sous sur t tout tous un une vers vous y""",
    "es": """a al alli ante aunque como con cuando de del desde donde e el ella ellas ellos en entre era es esa ese esta
        este fue ha han hasta hay la las le les lo los mas mientras muy ni no o para pero por porque que se ser si sin
        sobre son su sus tambien tras un una unos y ya""",
    "it": """a ad ai al alla alle anche che chi ci come con da dal dalla degli dei del della delle di dove e ed era fra
        gli ha hanno i il in io l la le lei lo loro lui ma mentre ne nel nella non o per piu poi quando che se si sono su
        sua sue sul sulla suo suoi tra un una uno""",
    "pt": """a ao aos as ate com como da das de dele dela depois do dos e ela elas ele eles em entre era foi mais mas na
        nas nao no nos o os ou para pela pelo por porque quando que se sem seu seus sua suas tambem um uma""",
    "nl": """aan als bij dan dat de den der die dit door een en er haar had heeft hem het hij hun ik in is maar met na
        naar niet nog nu of om onder ook op over te tegen tot uit van voor want was wat wel werd wie worden wordt ze zich
        zij zijn""",
    "pl": """a aby ale bo byc byl byla byli by bylo co czy dla do gdy gdzie go i ich im ja jak jako je jednak jego jej jest
        juz kiedy ktora ktore ktory ktorzy lecz mu na nad nie nim o od oraz po pod podczas przed przez przy sa sie swoja
        swoje swoj ta tak takze tam te ten to tym u w we wraz z za ze zeby""",
    "ru": """а без бы был была были было в во вместе все да для до его ее если же за и из или им их к как ко который
        которая которые когда ли на над не него нее но о об он она они оно от перед по под после при с свои свою своеи
        со так также там то тогда того у что чтобы это""",
    "uk": """а або але без був була були в вона вони він для до за з зі його і й коли на не однак по про та так там
        також у чи що щоб як яка який які""",
}

# English verbs and nouns of irregular inflection; the first word of a family stands for the rest.
IRREGULAR = """
    arise arose arisen; awake awoke awoken; bear bore borne; beat beaten; become became; begin began begun; bend bent;
    bind bound; bite bit bitten; bleed bled; blow blew blown; break broke broken; bring brought; build built; burn burnt;
    buy bought; catch caught; choose chose chosen; cling clung; come came; creep crept; deal dealt; die died dies dying
    dead death; dig dug; draw drew drawn; dream dreamt; drink drank drunk; drive drove driven; eat ate eaten; fall fell
    fallen; feed fed; feel felt; fight fought; find found; flee fled; fly flew flown; forget forgot forgotten; forgive
    forgave forgiven; freeze froze frozen; give gave given; go went gone goes; grow grew grown; hang hung; hear heard;
    hide hid hidden; hold held; keep kept; kneel knelt; know knew known; lead led; leap leapt; learn learnt; leave left;
    lend lent; lie lay lain lying; lose lost loss; mean meant; meet met; pay paid; ride rode ridden; ring rang rung; rise
    rose risen; run ran; say said; see saw seen; seek sought; sell sold; send sent; shake shook shaken; shine shone;
    shoot shot; shrink shrank shrunk; sing sang sung; sink sank sunk; sit sat; slay slew slain; sleep slept; slide slid;
    speak spoke spoken speech; spend spent; spin spun; stand stood; steal stole stolen theft; stick stuck; sting stung;
    strike struck stricken; swear swore sworn; sweep swept; swim swam swum; swing swung; take took taken; teach taught;
    tear tore torn; tell told; think thought; throw threw thrown; wake woke woken; wear wore worn; weave wove woven;
    weep wept; win won; write wrote written; man men; woman women; child children; wife wives; life lives; foot feet;
    knife knives; wolf wolves; thief thieves; person people; mouse mice
"""

# English words that tellers of stories use for one another; the first word of a family stands for the rest. They are
# compared by their stems (`stems.stem`), so any inflection is found.
SYNONYMS = """
    kill murder slay; abduct kidnap; flee escape; trip journey trek voyage; start begin commence; finish end conclude;
    house home; mother mom mum mama; father dad papa; kid child; buy purchase; ill sick unwell; angry furious enraged;
    afraid scared frightened terrified; policeman cop constable; doctor physician; lawyer attorney; car automobile;
    jail prison; boss chief; movie film; gun pistol revolver; rob steal; marry wed; wedding marriage; reveal disclose;
    conceal hide; discover find; arrive reach; depart leave; hit strike; yell shout scream; cry weep; big large huge;
    small little tiny; rich wealthy; poor penniless; quick fast rapid; allow permit; aid help assist; ask request;
    reply answer respond; obtain acquire; choose select pick; forest wood; ocean sea; street road; shop store;
    letter note; cash money; gem jewel; burn fire; resign quit; job work post; ship vessel boat; aeroplane plane airplane;
    storm tempest; bury entomb; attempt try; vow swear promise; encounter meet; rescue save; expose unmask; guide lead;
    reunite reconcile; betray deceive; capture catch arrest; believe think; decide resolve; refuse decline; remain stay;
    love adore; hate loathe; girlfriend sweetheart; husband spouse; imprison incarcerate; perish die; drawing sketch;
    bullet shot; soldier troop; army military; night evening; pupil student; teacher schoolteacher; grave tomb
"""

# Whole numbers as words; `million` and above are rare in tellings and are left to the digits.
UNITS = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen"""
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"

# English words for a people and its country; the first word of a family stands for the rest.
NATIONS = """
    Afghan Afghanistan Afghans; Albanian Albania; Algerian Algeria; American America USA; Arab Arabic
    Arabia; Argentine Argentina Argentinian Argentinean; Armenian Armenia; Australian Australia Aussie; Austrian Austria;
    Belarusian Belarus Byelorussian; Belgian Belgium; Bolivian Bolivia; Bosnian Bosnia; Brazilian Brazil; British
    Britain Briton UK Brit; Bulgarian Bulgaria; Burmese Burma Myanmar; Cambodian Cambodia; Canadian Canada; Chechen
    Chechnya; Chilean Chile; Chinese China; Colombian Colombia; Congolese Congo; Croatian Croatia Croat; Cuban Cuba;
    Cypriot Cyprus; Czech Czechoslovakia Czechoslovak; Danish Denmark Dane; Dutch Netherlands Holland Dutchman;
    Ecuadorian Ecuador; Egyptian Egypt; English England Englishman Englishwoman; Estonian Estonia; Ethiopian Ethiopia;
    Finnish Finland Finn; French France Frenchman Frenchwoman; Georgian Georgia; German Germany; Ghanaian Ghana; Greek
    Greece; Haitian Haiti; Hungarian Hungary; Icelandic Iceland Icelander; Indian India; Indonesian Indonesia; Iranian
    Iran Persian Persia; Iraqi Iraq; Irish Ireland Irishman Irishwoman; Israeli Israel; Italian Italy; Jamaican Jamaica;
    Japanese Japan; Jordanian Jordan; Kazakh Kazakhstan; Kenyan Kenya; Korean Korea; Kurdish Kurd Kurdistan; Kuwaiti
    Kuwait; Latvian Latvia; Lebanese Lebanon; Libyan Libya; Lithuanian Lithuania; Macedonian Macedonia; Malaysian
    Malaysia; Mexican Mexico; Moldovan Moldova; Mongolian Mongolia Mongol; Moroccan Morocco; Nepalese Nepal Nepali;
    Nigerian Nigeria; Norwegian Norway; Pakistani Pakistan; Palestinian Palestine; Peruvian Peru; Filipino Philippines
    Philippine; Polish Poland Pole; Portuguese Portugal; Romanian Romania Rumanian; Russian Russia; Rwandan Rwanda;
    Saudi; Scottish Scotland Scot Scotsman Scotswoman; Senegalese Senegal; Serbian Serbia Serb; Singaporean Singapore;
    Slovak Slovakia; Slovenian Slovenia Slovene; Somali Somalia; Soviet USSR; Spanish Spain Spaniard; Sudanese Sudan;
    Swedish Sweden Swede; Swiss Switzerland; Syrian Syria; Taiwanese Taiwan; Thai Thailand; Tibetan Tibet; Tunisian
    Tunisia; Turkish Turkey Turk; Ugandan Uganda; Ukrainian Ukraine; Uruguayan Uruguay; Uzbek Uzbekistan; Venezuelan
    Venezuela; Vietnamese Vietnam; Welsh Wales Welshman Welshwoman; Yugoslav Yugoslavia Yugoslavian; Zimbabwean Zimbabwe
"""
# Nations that may be said of one person without a disagreement.
NATIONS_ALIKE = [{"soviet", "russian"}, {"british", "english", "scottish", "welsh"}]

# What people do. The words of a family may be said of one person without a disagreement.
OCCUPATIONS = """
    accountant bookkeeper; actor actress performer comedian; advertiser publicist; ambassador diplomat consul attache;
    architect; archaeologist; artist painter sculptor illustrator; assassin hitman; astronaut cosmonaut; astronomer;
    athlete sportsman; baker; banker financier; barber hairdresser; bartender barman barmaid; biologist zoologist
    botanist; blacksmith smith; bodyguard; boxer prizefighter; bricklayer mason; broker stockbroker; builder; butcher;
    butler valet footman; captain; carpenter joiner cabinetmaker; caretaker janitor; chauffeur driver cabbie; chemist
    pharmacist apothecary; clerk; coach trainer; cobbler shoemaker; cook chef; courier messenger postman mailman;
    cowboy rancher; criminal gangster crook mobster thug felon; dancer ballerina; dentist; designer; detective
    investigator sleuth; doctor physician surgeon medic; editor; electrician; engineer; farmer farmhand peasant; firefighter
    fireman; fisherman; florist; gambler; gardener; geologist; governess nanny; guard warden jailer; hunter trapper;
    inspector; inventor; jeweller jeweler goldsmith; jockey; journalist reporter correspondent newspaperman columnist;
    judge magistrate; king; laundress washerwoman; lawyer attorney barrister solicitor prosecutor advocate; lecturer
    professor academic scholar; librarian; lumberjack woodcutter logger; magician conjurer illusionist; maid housemaid
    servant housekeeper; manufacturer industrialist; mathematician; mayor; mechanic; merchant trader shopkeeper grocer
    dealer; midwife; miller; miner; model; monk friar; musician violinist pianist guitarist cellist drummer trumpeter
    composer conductor; novelist writer author playwright poet screenwriter; nun; nurse; officer lieutenant colonel major general
    sergeant corporal commander; pharmacist; philosopher; photographer cameraman; physicist scientist researcher; pilot
    aviator airman; pimp; pirate; plumber; policeman policewoman cop constable; politician senator congressman minister;
    porter; potter; priest pastor vicar clergyman reverend preacher chaplain missionary bishop; printer; prostitute hooker; psychiatrist
    psychologist therapist; rabbi; receptionist; sailor seaman mariner; salesman saleswoman seller; seamstress
    dressmaker tailor; secretary typist stenographer; sheriff marshal; shepherd goatherd; singer vocalist; smuggler;
    soldier infantryman private trooper; spy; student pupil undergraduate; teacher schoolteacher schoolmaster
    tutor; thief burglar robber pickpocket; undertaker mortician; veterinarian vet; waiter waitress; watchmaker
    clockmaker; weaver; welder; explorer adventurer; translator
    interpreter; ranger; stuntman; programmer hacker; innkeeper landlord landlady hotelier; beekeeper; beggar tramp vagrant;
    slave; emperor; prince; princess; queen; witch sorceress; wizard sorcerer; cashier; baron; count; duke
"""

# Occupations of different families that may be said of one person: one is a case of the other.
OCCUPATIONS_ALIKE = [
    "criminal thief smuggler assassin gambler pimp pirate",
    "policeman officer detective inspector sheriff captain",
    "guard bodyguard soldier policeman",
    "sailor captain fisherman officer",
    "maid butler governess caretaker",
    "musician singer",
    "physicist chemist biologist mathematician astronomer lecturer inventor",
    "teacher lecturer governess coach",
    "novelist journalist editor",
    "merchant salesman",
    "doctor psychiatrist",
    "farmer shepherd cowboy",
]

# Pairs of words of which only one can be true of an event.
OPPOSITES = """
    alive-dead; survive-die; live-die; stay-leave; remain-leave; stay-return; arrive-leave; accept-refuse; agree-refuse;
    accept-reject; accept-decline; agree-decline; win-lose; succeed-fail; guilty-innocent; acquit-convict; love-hate;
    friend-enemy; buy-sell; marry-divorce; rich-poor; remember-forget; open-close; open-lock;
    rescue-abandon; save-abandon; free-imprison; release-imprison; forgive-avenge; trust-distrust; admit-deny;
    confess-deny; day-night; morning-evening; son-daughter; brother-sister; mother-father; husband-wife; uncle-aunt;
    nephew-niece; grandfather-grandmother; boy-girl; north-south; east-west; younger-older; youngest-oldest; true-false;
    truth-lie; accident-murder; suicide-murder; accident-suicide; protect-betray; reveal-conceal; reunite-separate;
    hire-fire; save-kill; spare-kill; northern-southern; eastern-western; loyal-disloyal; keep-sell;
    keep-destroy; willing-unwilling; happy-unhappy; legal-illegal; empty-full
"""

# Things by their kind: two tellings that have different things of one kind at the same point of the story may disagree.
# `/` joins the names of one thing; `!` stands after a word that is a thing only after an article or the like.
THINGS = {
    "water": "well! stream/river/creek/brook spring! oasis lake/pond waterhole fountain cistern",
    "weapon": "gun/pistol/revolver/rifle/shotgun knife/dagger sword/sabre axe/hatchet bomb/grenade/dynamite poison "
    "crossbow/bow spear hammer scissors rope",
    "vehicle": "car/taxi/van/jeep/limousine train/tram bus/coach! truck/lorry plane/airplane/aeroplane/jet helicopter "
    "ship/boat/ferry/yacht/steamer raft motorcycle/motorbike bicycle/bike carriage/wagon submarine balloon sledge/sled",
    "place": "hotel/motel/inn hospital/clinic church/cathedral/chapel school/university/college prison/jail "
    "monastery/convent/abbey castle/palace museum/gallery theatre/theater restaurant/cafe/diner library lighthouse "
    "warehouse barn/stable mill! cave factory airport cemetery/graveyard/churchyard",
    "illness": "cancer/tumour/tumor tuberculosis pneumonia cholera typhus malaria leukaemia/leukemia leprosy smallpox "
    "plague influenza/flu amnesia stroke! fever",
    "cause of death": "drowned/drown/drowns/drowning hanged/hang/hangs stabbed/stab/stabs strangled/strangles "
    "poisoned/poisons beheaded suffocated/suffocates shot/shoots/shooting frozen/freezes/froze starved/starves",
    "disaster": "earthquake flood avalanche hurricane/tornado/cyclone landslide volcano tsunami shipwreck",
    "animal": "dog/puppy cat/kitten horse/mare/stallion/pony donkey/mule camel wolf bear! lion tiger elephant "
    "monkey/ape/chimpanzee snake shark parrot goat sheep/lamb cow/bull pig",
    "treasure": "diamond/diamonds! necklace bracelet ring! ruby/rubies emerald/emeralds sapphire/sapphires pearl/pearls "
    "statue/statuette painting!",
    "season": "spring! summer autumn/fall! winter",
    "weekday": "monday tuesday wednesday thursday friday saturday sunday",
    "month": "january february march! april may! june july august! september october november december",
}
DATE_KINDS = {"season", "weekday", "month"}
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth"
