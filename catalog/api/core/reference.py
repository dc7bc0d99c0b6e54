"""The schema as the context of a page for people."""

from collections import defaultdict


def page_context(schema):
    """Return the page's context: the routes by tag, and the shapes of their bodies and answers."""
    tags = defaultdict(list)
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            tags[operation["tags"][0]].append(route(path, method, operation))
    shapes = schema["components"]["schemas"]
    return {
        "description": schema["info"]["description"],
        "version": schema["info"]["version"],
        "tags": dict(tags),
        "shapes": [shape(name, component) for name, component in shapes.items() if "properties" in component],
    }


def route(path, method, operation):
    responses = operation["responses"]
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": operation["summary"],
        "description": operation["description"],
        "parameters": [
            {
                "name": parameter["name"],
                "type": type_in_words(parameter["schema"]),
                "description": parameter["description"],
            }
            for parameter in operation.get("parameters", [])
        ],
        "body": content and type_in_words(content["schema"]),
        "answer": type_in_words(responses["200"]["content"]["application/json"]["schema"]),
        "problems": [(status, response["description"]) for status, response in responses.items() if status != "200"],
    }


def shape(name, component):
    fields = [
        {"name": field, "type": type_in_words(value), "description": value.get("description", "")}
        for field, value in component["properties"].items()
    ]
    return {"name": name, "description": component.get("description", ""), "fields": fields}


def type_in_words(value):
    """Return the type of a value in words: `integer, 1 to 100`, `list of Credit`, `text or null`."""
    if "$ref" in value:
        return value["$ref"].rpartition("/")[2].removesuffix("Enum")
    for combination in ("oneOf", "anyOf", "allOf"):
        if combination in value:
            return " or ".join(map(type_in_words, value[combination]))
    if value.get("enum"):
        return "one of " + ", ".join(map(str, value["enum"]))
    types = value["type"] if isinstance(value["type"], list) else [value["type"]]
    words = " or ".join("text" if name == "string" else name for name in types)
    if "items" in value:
        return f"list of {type_in_words(value['items'])}"
    if value.get("minimum") is not None and value.get("maximum", 10**9) < 10**9:
        words += f", {value['minimum']} to {value['maximum']}"
    if "default" in value:
        words += f"; {str(value['default']).lower()} by default"
    return words
