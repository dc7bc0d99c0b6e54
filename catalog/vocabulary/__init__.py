"""The vocabulary that ships, as data, and what brings a database in step with it.

countries.csv, states.csv and languages.csv hold what ships by its code. Names come from CLDR through Babel; a column of a language
holds a name only where CLDR has none, or a worse one. A code stays for ever. Former states have their two letters of ISO
3166-1, or the four of ISO 3166-3 where the two were given to two states.

states.csv dates them, and has those that ISO never coded: their name in small letters, and the code that stands for
them. The successor is the country in which most of a state's films were made, by name or seat: one, though a state may
have several heirs. An id of Wikidata is left out where it is not certain. country_aliases.csv has everyday names of both.

departments.csv, jobs.csv, genres.csv and company_roles.csv hold names in English, in their order, and a column of names for each other language
of the interface. A key, slug or code of theirs stays for ever: by it a database knows what it has got already. job_aliases.csv has the names by which lists of credits
call jobs, also in other languages: a pasted block is read by them. schemes.csv and scheme_forms.csv hold the schemes of outside
ids by their codes, and what ids of each noun look like.
"""
