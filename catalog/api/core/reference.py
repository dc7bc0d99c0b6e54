"""The schema laid out for a page that people read."""

from collections import defaultdict


def page(schema):
    """What the page shows: routes by tag, and the shapes of what they take and answer."""
    tags = defaultdict(list)
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            tags[operation["tags"][0]].append(route(path, method, operation))
    shapes = schema["components"]["schemas"]
    return {
        "description": schema["info"]["description"],
        "version": schema["info"]["version"],
        "tags": dict(tags),
        "shapes": [shape(name, described) for name, described in shapes.items() if "properties" in described],
    }


def route(path, method, operation):
    found = operation["responses"].items()
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": operation["summary"],
        "description": operation["description"],
        "parameters": [
            {"name": one["name"], "type": kind(one["schema"]), "description": one["description"]}
            for one in operation.get("parameters", [])
        ],
        "body": content and kind(content["schema"]),
        "answer": kind(operation["responses"]["200"]["content"]["application/json"]["schema"]),
        "problems": [(status, response["description"]) for status, response in found if status != "200"],
    }


def shape(name, described):
    fields = [
        {"name": field, "type": kind(value), "description": value.get("description", "")}
        for field, value in described["properties"].items()
    ]
    return {"name": name, "description": described.get("description", ""), "fields": fields}


def kind(value):
    """What a value is, in words: `integer, 1 to 100`, `list of Credit`, `text or null`."""
    if "$ref" in value:
        return value["$ref"].rpartition("/")[2].removesuffix("Enum")
    for several in ("oneOf", "anyOf", "allOf"):
        if several in value:
            return " or ".join(kind(one) for one in value[several])
    if value.get("enum"):
        return "one of " + ", ".join(map(str, value["enum"]))
    types = value["type"] if isinstance(value["type"], list) else [value["type"]]
    said = " or ".join("text" if one == "string" else one for one in types)
    if "items" in value:
        return f"list of {kind(value['items'])}"
    if value.get("minimum") is not None and value.get("maximum", 10**9) < 10**9:
        said += f", {value['minimum']} to {value['maximum']}"
    if "default" in value:
        said += f"; {str(value['default']).lower()} by default"
    return said
