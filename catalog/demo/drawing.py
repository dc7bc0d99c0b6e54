"""Draw the demo film's two pictures."""

import io
import math

from catalog.demo.paper import INK, Scene, random_numbers, rock_skyline, soft_skyline


def draw_peak(scene, name, summit, foot, left, right, light, shade):
    """Draw a mountain with one side in the sun and one in shadow."""
    x, top = summit
    height = foot - top
    west = rock_skyline(
        f"{name} west", [(x - left, foot), (x - left * 0.45, top + height * 0.5), summit], height * 0.08
    )
    east = rock_skyline(
        f"{name} east", [summit, (x + right * 0.5, top + height * 0.42), (x + right, foot)], height * 0.08
    )
    spine = rock_skyline(
        f"{name} spine",
        [summit, (x - left * 0.1, top + height * 0.3), (x + right * 0.1, top + height * 0.55), (x - left * 0.2, foot)],
        height * 0.1,
    )
    mask, draw = scene.new_mask()
    draw.polygon([scene.scale(*point) for point in [*west, *east]], 255)
    scene.lay_sheet(mask, light, 60)
    mask, draw = scene.new_mask()
    draw.polygon([scene.scale(*point) for point in [*east, *reversed(spine)]], 255)
    scene.tint(mask, shade)


def draw_dune(scene, summit, west, east, light, shade, slip):
    """Draw a dune that rises from the west, with a slope in shadow east of the winding edge below its summit.

    `west` and `east` are how high the sand lies at the picture's sides; `slip` is how far the edge runs sideways.
    """
    x, top = summit
    steps = [step / 60 for step in range(61)]
    rise = [(x * t, west + (top - west) * t**1.7) for t in steps]
    fall = [(x + (scene.width - x) * t, east + (top - east) * (1 - t) ** 2.1) for t in steps]
    scene.draw_hills([*rise, *fall], light, 70)
    edge = [(x + slip * (t + 0.22 * math.sin(t * 7)), top + (scene.height * 0.16) * t**0.9) for t in steps]
    mask, draw = scene.new_mask()
    draw.polygon([scene.scale(*point) for point in [*fall, (scene.width, edge[-1][1]), *reversed(edge)]], 255)
    scene.tint(mask, shade)


def draw_wall(scene, skyline, colour, light):
    """Draw a wall with towers along a skyline."""
    along = [*skyline[::2], skyline[-1]]
    scene.draw_polygon([*((x, y - 13) for x, y in along), *((x, y + 8) for x, y in reversed(along))], colour)
    scene.draw_polygon([*((x, y - 13) for x, y in along), *((x, y - 10) for x, y in reversed(along))], light)
    for x, y in skyline:
        if x % 16 == 0:
            scene.draw_polygon([(x - 3, y - 17), (x + 3, y - 17), (x + 3, y - 10), (x - 3, y - 10)], colour)
    for x, y in skyline[12::26]:
        scene.draw_polygon([(x - 16, y + 12), (x - 13, y - 34), (x + 13, y - 34), (x + 16, y + 12)], colour)
        scene.draw_polygon([(x - 13, y - 34), (x - 16, y + 12), (x - 10, y + 12), (x - 8, y - 34)], light)
        for step in (-12, -4, 4, 12):
            scene.draw_polygon(
                [(x + step - 3, y - 41), (x + step + 3, y - 41), (x + step + 3, y - 33), (x + step - 3, y - 33)], colour
            )


def poster():
    """Draw the whole way, from the forest at the foot to the mountains under the sun."""
    scene = Scene(
        1000, 1500, [(0, (93, 124, 146)), (0.16, (170, 186, 188)), (0.32, (246, 222, 184)), (0.5, (250, 214, 170))]
    )
    scene.draw_glow(268, 200, 560, (255, 236, 200), 215)
    scene.draw_disc(268, 200, 74, (255, 248, 230))

    snow, blue = (
        [(0, (255, 250, 240)), (0.5, (214, 222, 232)), (1, (196, 196, 208))],
        [(0, (150, 168, 194)), (1, (170, 172, 196))],
    )
    draw_peak(scene, "far", (150, 330), 640, 320, 330, snow, blue)
    draw_peak(scene, "beyond", (905, 318), 640, 330, 300, snow, blue)
    draw_peak(scene, "highest", (455, 232), 660, 360, 380, snow, blue)
    draw_peak(scene, "near", (745, 372), 660, 270, 300, snow, blue)
    draw_peak(scene, "west", (245, 428), 660, 250, 260, snow, blue)
    scene.draw_haze(400, 640, (247, 219, 186), 225)

    ridge = soft_skyline("ridge", 1000, 588, 30, 5)
    scene.draw_hills(ridge, [(0, (176, 134, 132)), (0.2, (206, 160, 140)), (1, (222, 176, 140))])
    draw_wall(scene, ridge, (132, 92, 100), (226, 178, 158))
    scene.draw_haze(560, 760, (240, 196, 150), 220)

    pale, dusk = (
        [(0, (250, 212, 150)), (0.3, (236, 180, 108)), (1, (220, 150, 84))],
        [(0, (206, 140, 88)), (1, (228, 166, 104))],
    )
    draw_dune(scene, (700, 652), 724, 700, pale, dusk, -190)
    gold, brown = (
        [(0, (246, 190, 116)), (0.3, (228, 154, 82)), (1, (206, 126, 64))],
        [(0, (178, 100, 62)), (1, (212, 136, 78))],
    )
    draw_dune(scene, (290, 716), 790, 806, gold, brown, 250)
    amber, rust = (
        [(0, (236, 164, 90)), (0.3, (210, 126, 64)), (1, (180, 98, 52))],
        [(0, (146, 74, 54)), (1, (184, 104, 62))],
    )
    draw_dune(scene, (640, 800), 880, 872, amber, rust, -240)

    scene.draw_hills(soft_skyline("far shore", 1000, 922, 8, 3), [(0, (94, 112, 136)), (1, (70, 90, 118))])
    scene.draw_hills([(0, 946), (1000, 940)], [(0, (232, 240, 244)), (0.12, (190, 214, 226)), (1, (150, 184, 206))], 50)

    for name, crack in (("one", [(60, 996), (360, 958), (700, 948)]), ("two", [(420, 1010), (560, 970), (980, 952)])):
        line = rock_skyline(name, crack, 12)
        scene.draw_polygon([*line, *((x, y + 1.4) for x, y in reversed(line))], (236, 244, 248))

    crest = soft_skyline("snow", 1000, 1062, 26, 3)
    scene.draw_hills(crest, [(0, (255, 255, 255)), (0.35, (222, 232, 242)), (1, (160, 184, 212))])
    heights = dict(crest)
    places = [(x, heights[x // 8 * 8] + 2) for x in (336, 380, 420, 466, 505, 549, 604)]
    for x, y in places:
        scene.draw_polygon([(x - 6, y), (x + 6, y), (x + 74, y + 46), (x + 62, y + 50)], (188, 204, 226))
    scene.draw_walkers(places, 46, INK)

    for name, ground, lowest, highest, count, colours in (
        ("back firs", 1180, 90, 150, 17, [(0, (92, 120, 150)), (1, (120, 148, 178))]),
        ("middle firs", 1270, 150, 240, 13, [(0, (44, 70, 102)), (1, (62, 92, 126))]),
        ("front firs", 1400, 260, 430, 9, [(0, (16, 30, 54)), (1, (22, 40, 68))]),
    ):
        numbers = random_numbers(name, 3 * count)
        trees = []
        for n in range(count):
            x = (n + 0.2 + 0.6 * numbers[3 * n]) * 1000 / count
            edge = abs(x - 500) / 500
            height = (lowest + (highest - lowest) * numbers[3 * n + 2]) * (0.4 + 0.75 * edge)
            trees.append((x, ground + 0.1 * height + 14 * numbers[3 * n + 1], height))
        scene.draw_firs(trees, colours)
        scene.draw_hills(
            soft_skyline(f"{name} ground", 1000, ground, 10, 3), [(0, colours[1][1]), (1, colours[0][1])], 40
        )
    scene.draw_capitals("THE WAY BACK", 1462, 72, 14, (250, 240, 222))
    return scene.finish()


def still():
    """Draw seven people on the ice of the lake, by night."""
    scene = Scene(1000, 1250, [(0, (9, 16, 40)), (0.28, (24, 52, 92)), (0.5, (96, 140, 168)), (0.6, (196, 212, 208))])
    numbers = random_numbers("stars", 3 * 170)
    for x, y, light in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
        shade = tuple(round(90 + 150 * light * (1 - y)) for _ in range(3))
        scene.draw_disc(1000 * x, 560 * y**1.3, 0.7 + 1.3 * light**3, shade)
    scene.draw_glow(620, 400, 560, (214, 228, 226), 200)
    scene.draw_disc(620, 400, 88, (246, 246, 236))

    cold, dark = [(0, (206, 222, 232)), (1, (120, 156, 182))], [(0, (76, 112, 148)), (1, (104, 142, 170))]
    for name, summit, left, right in (
        ("north", (90, 560), 300, 300),
        ("cape", (930, 540), 330, 260),
        ("middle", (360, 606), 300, 340),
        ("low", (760, 628), 280, 320),
    ):
        draw_peak(scene, name, summit, 760, left, right, cold, dark)
    scene.draw_haze(600, 760, (190, 210, 214), 210)
    shore = soft_skyline("other shore", 1000, 738, 6, 4)
    scene.draw_hills(shore, [(0, (44, 78, 112)), (1, (40, 70, 104))], 60)
    numbers = random_numbers("other shore", 150)
    scene.draw_firs(
        [(1000 * n / 75, 748, 18 + 26 * numbers[n]) for n in range(76)], [(0, (40, 72, 106)), (1, (36, 66, 100))], 0
    )

    scene.draw_hills(
        [(0, 752), (1000, 752)],
        [(0, (204, 224, 228)), (0.2, (142, 182, 202)), (0.6, (62, 106, 146)), (1, (26, 54, 96))],
        40,
    )
    scene.draw_glow(620, 770, 330, (240, 244, 234), 190)
    for number, crack in enumerate(
        (
            [(1000, 800), (640, 822), (300, 900), (0, 930)],
            [(560, 838), (700, 930), (1000, 990)],
            [(300, 900), (420, 1010), (760, 1110), (1000, 1140)],
            [(0, 800), (240, 812), (430, 872)],
        )
    ):
        line = rock_skyline(f"ice {number}", crack, 22)
        scene.draw_polygon([*line, *((x, y + 0.8 + (y - 780) * 0.008) for x, y in reversed(line))], (198, 222, 230))
    places = [(x, 872 - (x - 300) * 0.03) for x in (372, 418, 458, 506, 546, 590, 644)]
    for x, y in places:
        end = x + (x - 620) * 0.28
        scene.draw_polygon([(x - 5, y), (x + 5, y), (end + 8, y + 74), (end - 6, y + 74)], (76, 120, 156))
    scene.draw_walkers(places, 56, (10, 20, 42))

    scene.draw_hills(
        soft_skyline("bank", 1000, 1142, 26, 3), [(0, (226, 236, 242)), (0.6, (120, 152, 186)), (1, (60, 92, 134))]
    )
    scene.draw_firs(
        [(212, 1190, 300), (318, 1176, 170), (880, 1170, 330), (760, 1176, 190), (690, 1166, 110), (402, 1168, 100)],
        [(0, (34, 62, 98)), (1, (48, 82, 120))],
    )
    scene.draw_firs([(52, 1300, 860), (968, 1310, 700)], [(0, (8, 18, 40)), (1, (16, 32, 60))])
    scene.draw_hills(soft_skyline("front bank", 1000, 1216, 14, 3), [(0, (176, 200, 222)), (1, (92, 126, 168))], 60)
    return scene.finish()


def png(picture):
    """Return a picture as the PNG file that an editor would upload."""
    out = io.BytesIO()
    picture.save(out, "png", compress_level=1)
    return out.getvalue()
