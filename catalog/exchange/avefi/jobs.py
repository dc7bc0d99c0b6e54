"""Our jobs, by key, in AVefi's words: the category of the activity, and its type. docs/model.md has the same table."""

# {category: {type: our keys}}
ACTIVITIES = {
    "DirectingActivity": {
        "Director": "director co-director",
        "AssistantDirector": "first-assistant-director second-assistant-director third-assistant-director",
        "SecondUnitDirector": "second-unit-director",
        "Continuity": "continuity script-supervisor",
        "CastingDirector": "casting",
    },
    "WritingActivity": {
        "Writer": "screenplay writer",
        "ScreenStory": "story",
        "Adaptation": "adaptation",
        "Idea": "idea",
        "SourceMaterial": "novel book short-story theatre-play comic-book original-story",
        "BasedonCharactersCreatedby": "characters",
    },
    "CastActivity": {"CastMember": "actor", "Voices": "voice", "Extra": "extra"},
    "ProducingActivity": {
        "Producer": "producer",
        "ExecutiveProducer": "executive-producer",
        "Coproducer": "co-producer",
        "AssociateProducer": "associate-producer",
        "LineProducer": "line-producer",
        "ProductionManager": "production-manager",
    },
    "CinematographyActivity": {
        "Cinematographer": "director-of-photography cinematography",
        "CameraAssistant": "assistant-camera first-assistant-camera second-assistant-camera",
        "CameraOperator": "camera-operator",
        "StillPhotographer": "still-photographer",
    },
    "EditingActivity": {"FilmEditor": "editor co-editor", "AssistantFilmEditor": "assistant-editor"},
    "MusicActivity": {
        "Composer": "original-music-composer music",
        "MusicConductor": "conductor",
        "MusicEditor": "music-editor",
    },
    "ProductionDesignActivity": {
        "ProductionDesigner": "production-design",
        "ArtDirector": "art-direction",
        "SetDecorator": "set-decoration",
        "SetDesigner": "set-designer",
        "ScenicArtist": "scenic-artist",
        "CostumeDesigner": "costume-design",
        "MakeUpArtist": "makeup-artist",
    },
    "SpecialEffectsActivity": {
        "SpecialEffects": "special-effects",
        "VisualEffects": "visual-effects",
        "MatteArtist": "matte-painter",
    },
}
JOBS = {
    key: (category, kind)
    for category, kinds in ACTIVITIES.items()
    for kind, keys in kinds.items()
    for key in keys.split()
}
