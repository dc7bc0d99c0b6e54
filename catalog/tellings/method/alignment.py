"""Which sentences of two texts tell the same: one global alignment, and the moves left over. See docs/collation.md."""

from collections.abc import Iterable

from catalog.tellings.method.pairs import Alignment, Pair, in_reading_order
from catalog.tellings.method.similarity import Match, Similarity
from catalog.tellings.method.words import Word, words_by_sentence
from catalog.texts.sentences import split_sentences

# How alike sentences must be (0 to 1) to stand together: anywhere in the order, out of order, and between neighbours
# that stand together, where at most so many sentences of one text are left to choose from.
ALIKE_SCORE = 0.28
MOVED_SCORE = 0.36
BETWEEN_SCORE = 0.16
MOST_BETWEEN = 6


def align(left: str, right: str, language: str = "en") -> Alignment:
    """Align the sentences of two plain texts in one language (a BCP 47 tag).

    The same texts always give the same pairs, and `align(b, a)` gives those of `align(a, b)` with the sides exchanged;
    their order follows whichever text is left. Time and memory grow with the number of sentences that share a word.
    """
    sentences = split_sentences(left, language), split_sentences(right, language)
    words = words_by_sentence(left, sentences[0]), words_by_sentence(right, sentences[1])
    # One text always goes first, so that ties fall alike whichever is left.
    right_first = _keys(words[1]) < _keys(words[0])
    in_order, moves = find_matches(words[right_first], words[not right_first], language)
    if right_first:
        in_order, moves = ([match.mirror() for match in matches] for matches in (in_order, moves))
    return Alignment(*sentences, _pairs(*words, in_order, moves), language)


def _keys(words: Iterable[list[Word]]) -> list[list[str]]:
    return [[word.key for word in sentence] for sentence in words]


def find_matches(left: list[list[Word]], right: list[list[Word]], language: str) -> tuple[list[Match], list[Match]]:
    """Return the matches that keep both texts' order, best in sum, and then those that don't."""
    similarity = Similarity(left, right, language)
    everywhere = similarity.candidates(ALIKE_SCORE, range(len(left)), range(len(right)))
    candidates = [match for match in everywhere if similarity.is_substantial(match)]
    in_order = best_chain(candidates)
    moves: list[Match] = []
    candidates = [match for match in candidates if match.score >= MOVED_SCORE]
    while candidates := _without_overlap(candidates, [*in_order, *moves]):
        moves += best_chain(candidates)
    between = _matches_between(in_order, moves, similarity)
    return sorted([*in_order, *between], key=lambda match: match.left), moves


def best_chain(matches: list[Match]) -> list[Match]:
    """Return the matches of the greatest sum of gains of which each lies after the one before in both texts.

    Dynamic programming over the candidates in the order of the left text. The best sum that ends at or before a place in
    the right text is kept in a Fenwick tree of maxima, so n candidates cost n·log n in time, and n in memory.
    """
    size = max((match.right_end for match in matches), default=0) + 1
    tree = [(0.0, -1)] * (size + 1)
    sums, previous = [0.0] * len(matches), [-1] * len(matches)
    waiting = sorted(range(len(matches)), key=lambda n: (-matches[n].left_end, n))
    order = sorted(range(len(matches)), key=lambda n: (matches[n].left, matches[n].right, n))
    for n in order:
        while waiting and matches[waiting[-1]].left_end <= matches[n].left:
            earlier = waiting.pop()
            at = matches[earlier].right_end + 1
            while at <= size:
                if sums[earlier] > tree[at][0]:
                    tree[at] = (sums[earlier], earlier)
                at += at & -at
        best, at = (0.0, -1), matches[n].right + 1
        while at:
            if tree[at][0] > best[0]:
                best = tree[at]
            at -= at & -at
        sums[n], previous[n] = best[0] + matches[n].gain, best[1]
    chain = []
    last = max(order, key=sums.__getitem__, default=-1)
    while last >= 0:
        chain.append(matches[last])
        last = previous[last]
    return chain[::-1]


def _matches_between(in_order: list[Match], moves: list[Match], similarity: Similarity) -> list[Match]:
    """Return weaker matches between neighbours that stand together, where few sentences are left to choose from."""
    ends = [(0, 0), *((match.left_end, match.right_end) for match in in_order)]
    starts = [*((match.left, match.right) for match in in_order), (len(similarity.left), len(similarity.right))]
    matches = []
    for (left, right), (left_end, right_end) in zip(ends, starts, strict=True):
        if in_order and min(left_end - left, right_end - right) <= MOST_BETWEEN:
            weaker = similarity.candidates(BETWEEN_SCORE, range(left, left_end), range(right, right_end))
            matches += best_chain(_without_overlap(weaker, moves))
    return matches


def _without_overlap(matches: Iterable[Match], fixed_matches: list[Match]) -> list[Match]:
    """Return the matches that have no sentence of the fixed ones."""
    lefts = {i for match in fixed_matches for i in range(match.left, match.left_end)}
    rights = {j for match in fixed_matches for j in range(match.right, match.right_end)}
    return [
        match
        for match in matches
        if lefts.isdisjoint(range(match.left, match.left_end))
        and rights.isdisjoint(range(match.right, match.right_end))
    ]


def _pairs(left: list[list[Word]], right: list[list[Word]], in_order: list[Match], moves: list[Match]) -> list[Pair]:
    """Return the matches as pairs, and each sentence of no match as a pair of its own."""
    pairs = [_pair(left, right, match, "changed") for match in in_order]
    pairs += [_pair(left, right, match, "moved") for match in moves]
    lefts = {i for pair in pairs for i in pair.left}
    rights = {j for pair in pairs for j in pair.right}
    pairs += [Pair("only_left", (i,), (), 0.0) for i in range(len(left)) if i not in lefts]
    pairs += [Pair("only_right", (), (j,), 0.0) for j in range(len(right)) if j not in rights]
    return in_reading_order(pairs)


def _pair(left: list[list[Word]], right: list[list[Word]], match: Match, kind: str) -> Pair:
    lefts, rights = range(match.left, match.left_end), range(match.right, match.right_end)
    is_same = [word.key for i in lefts for word in left[i]] == [word.key for j in rights for word in right[j]]
    if is_same and kind == "changed":
        kind = "same"
    return Pair(kind, tuple(lefts), tuple(rights), 1.0 if is_same else min(0.99, round(match.score, 2)))
