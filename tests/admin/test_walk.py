"""How far a save goes through our code."""

from bench.bench_desk import count_save_of_title


def test_a_save_of_a_drafts_title_passes_few_functions_and_files(desk):
    walk = count_save_of_title(desk)
    assert walk.functions <= 165
    assert walk.files <= 46
    assert walk.moves <= 270
