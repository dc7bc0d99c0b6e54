"""Draw the poster of Metropolis."""

from catalog.demo.paper import Scene, random_numbers

GOLD, PALE = (242, 200, 120), (252, 232, 184)


def draw_beam(scene, foot, top, width, strength):
    """Draw a beam of a searchlight, from a point up to the edge of the sky."""
    mask, draw = scene.new_mask()
    x, y = top
    draw.polygon([scene.scale(*point) for point in (foot, (x - width, y), (x + width, y))], strength)
    scene.canvas.paste(PALE, mask=mask)


def draw_tower(scene, x, width, top, foot, light, shade):
    """Draw a tower in three steps, its left side lit, with rows of windows."""
    height = foot - top
    for part, lowest, highest in ((1, 1, 0.42), (0.72, 0.42, 0.16), (0.42, 0.16, 0)):
        half = width * part / 2
        left, right, high, low = x - half, x + half, top + highest * height, top + lowest * height
        mask, draw = scene.new_mask()
        draw.polygon([scene.scale(*point) for point in ((left, low), (left, high), (right, high), (right, low))], 255)
        scene.lay_sheet(mask, light, 50)
        mask, draw = scene.new_mask()
        edge = x + half * 0.2
        draw.polygon([scene.scale(*point) for point in ((edge, low), (edge, high), (right, high), (right, low))], 255)
        scene.tint(mask, shade)
        draw_windows(scene, f"{x} {part}", left + 7, right - 7, high + 12, low - 10)


def draw_windows(scene, name, left, right, top, foot):
    columns, rows = int((right - left) / 13), int((foot - top) / 22)
    numbers = iter(random_numbers(name, max(columns * rows, 1)))
    for row in range(rows):
        for column in range(columns):
            if next(numbers) > 0.62:
                x, y = left + 13 * column, top + 22 * row
                scene.draw_polygon([(x, y), (x + 6, y), (x + 6, y + 11), (x, y + 11)], GOLD)


def draw_bridge(scene, height, rise, colour, light):
    """Draw a road that crosses the picture on piers, with a bright edge."""
    edge = [(0, height), (1000, height - rise)]
    scene.draw_polygon([*edge, (1000, height - rise + 20), (0, height + 20)], colour)
    scene.draw_polygon([*edge, (1000, height - rise + 4), (0, height + 4)], light)
    for pier in range(60, 1000, 176):
        top = height - rise * pier / 1000 + 18
        scene.draw_polygon([(pier, top), (pier + 16, top), (pier + 16, 1200), (pier, 1200)], colour)


def poster():
    """Draw the city with its towers and bridges, and below it the workers on their way."""
    scene = Scene(1000, 1500, [(0, (14, 22, 40)), (0.4, (44, 58, 82)), (0.7, (150, 122, 92)), (1, (196, 150, 92))])
    scene.draw_glow(500, 330, 640, (250, 214, 150), 190)
    for foot, top, width, strength in (
        ((500, 330), (40, 0), 70, 60),
        ((500, 330), (330, 0), 40, 80),
        ((500, 330), (690, 0), 40, 80),
        ((500, 330), (980, 0), 70, 60),
    ):
        draw_beam(scene, foot, top, width, strength)
    far, far_shade = [(0, (128, 126, 128)), (1, (164, 140, 112))], [(0, (88, 92, 104)), (1, (126, 112, 98))]
    for x, width, top in (
        (90, 120, 520),
        (230, 110, 430),
        (370, 100, 560),
        (640, 110, 540),
        (780, 120, 440),
        (920, 130, 510),
    ):
        draw_tower(scene, x, width, top, 1200, far, far_shade)
    pale, dusk = [(0, (232, 206, 158)), (1, (186, 142, 92))], [(0, (140, 112, 92)), (1, (112, 84, 68))]
    draw_tower(scene, 500, 230, 210, 1210, pale, dusk)
    for tip in (-38, -19, 0, 19, 38):
        scene.draw_polygon([(500 + tip - 6, 214), (500 + 1.9 * tip, 140), (500 + tip + 6, 214)], PALE)
    scene.draw_haze(700, 1130, (206, 160, 104), 170)
    near, near_shade = [(0, (86, 76, 80)), (1, (66, 54, 58))], [(0, (46, 44, 56)), (1, (40, 34, 42))]
    draw_bridge(scene, 900, 90, (70, 60, 66), (226, 188, 130))
    for x, width, top in ((40, 170, 690), (190, 120, 820), (830, 130, 800), (965, 160, 660)):
        draw_tower(scene, x, width, top, 1260, near, near_shade)
    draw_bridge(scene, 1010, -70, (52, 46, 54), (214, 172, 112))
    scene.draw_haze(980, 1260, (120, 86, 62), 180)
    scene.draw_hills([(0, 1190), (500, 1176), (1000, 1190)], [(0, (58, 48, 52)), (1, (24, 22, 32))])
    scene.draw_capitals("METROPOLIS", 1306, 92, 18, PALE)
    scene.draw_walkers([(44 + 38 * place, 1440 + 3 * (place % 2)) for place in range(25)], 74, (112, 92, 84))
    return scene.finish()
