"""How routes are described in OpenAPI 3.1: from their parameters, their fields and their docstrings."""

import django_filters
from django import forms
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from catalog.api.core.errors import MEDIA_TYPE
from catalog.api.core.parameters import Flag, Names

ID = {"type": "integer", "format": "int64", "minimum": 1, "maximum": 10**18 - 1}


class FaultSerializer(serializers.Serializer):
    """One thing that is wrong, where, and how to mend it."""

    parameter = serializers.CharField(required=False, help_text="The query parameter.")
    pointer = serializers.CharField(required=False, help_text="The place in the body: #/stars.")
    code = serializers.CharField()
    detail = serializers.CharField()


class ProblemSerializer(serializers.Serializer):
    """Why a request failed (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField(min_value=400, max_value=599)
    detail = serializers.CharField()
    instance = serializers.CharField(help_text="The path that was asked for.")
    errors = FaultSerializer(many=True, required=False)


class MergedSerializer(ProblemSerializer):
    """What was asked for was merged into another row, which `Location` leads to."""

    status = serializers.IntegerField(min_value=301, max_value=308)
    merged_into = serializers.IntegerField(min_value=1, help_text="The id of the row that it is part of by now.")
    url = serializers.URLField(help_text="The page of that row.")
    api_url = serializers.URLField(help_text="The address of that row in this API.")


PROBLEMS = {
    301: "It was merged: `merged_into` names the row that it is part of, and `Location` leads there.",
    308: "The film was merged: send the vote to `Location`, as it is.",
    400: "A parameter or the body is wrong: `errors` names each fault.",
    403: "The request came from a page of another site.",
    404: "There is nothing here, or it is not published.",
    405: "The route has no such method: `Allow` names those it has.",
    406: "The route answers JSON alone.",
    415: "Send the body as application/json.",
    429: "Too many requests: come again after `Retry-After` seconds.",
}


def schema_of(field):
    """The JSON schema of a query parameter's form field."""
    if isinstance(field, Names):
        return {"type": "array", "items": {"type": "string", "enum": field.choices}, "minItems": 1}
    if isinstance(field, Flag):
        return {"type": "boolean", "default": False}
    if isinstance(field, django_filters.fields.BaseCSVField):
        return {"type": "array", "items": ID, "minItems": 1}
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        bounds = {"minimum": field.min_value, "maximum": field.max_value, "default": field.initial}
        kind = "integer" if isinstance(field, forms.IntegerField) else "number"
        return {"type": kind} | {name: int(bound) for name, bound in bounds.items() if bound is not None}
    if isinstance(field, forms.ModelChoiceField):
        return {"type": "string", "minLength": 1}
    if isinstance(field, forms.ChoiceField):
        return {"type": "string", "enum": [value for value, _ in field.choices if value]}
    if isinstance(field, forms.DateTimeField):
        return {"type": "string", "format": "date-time"}
    pattern = {"pattern": field.pattern} if hasattr(field, "pattern") else {}
    return {"type": "string", "minLength": 1, "maxLength": field.max_length} | pattern


def said_of(name, field):
    return str(field.help_text or field.label or name)


class Described(AutoSchema):
    """The description of a ReadViewSet's operations."""

    @property
    def operation(self):
        return self.view.operations[self.view.action]

    def is_excluded(self):
        return not hasattr(self.view, "operations")

    def get_operation_id(self):
        return self.operation[0]

    def get_summary(self):
        return self.operation[1]

    def get_tags(self):
        return [self.view.tag]

    def get_override_parameters(self):
        view = self.view
        query = view.own_parameters() | view.filter_fields() | view.page_fields()
        parameters = [
            OpenApiParameter(
                name, schema_of(field), description=said_of(name, field), required=field.required, explode=False
            )
            for name, field in query.items()
        ]
        if "{id}" in self.path:
            parameters.append(OpenApiParameter("id", ID, OpenApiParameter.PATH, description="The row's id."))
        return parameters + self.headers()

    def headers(self):
        told = {"ETag": "Belongs to the content: send it back in `If-None-Match` to get 304 while nothing has changed."}
        if self.view.action == "list":
            told["Link"] = "The next and the previous page (RFC 8288)."
        told["RateLimit-Policy"] = "How often an address may ask: name, requests (q), seconds (w)."
        told["RateLimit"] = "What is left of it: requests (r), seconds until it starts anew (t)."
        if self.method != "GET":
            del told["ETag"]
        found = [
            OpenApiParameter(name, str, OpenApiParameter.HEADER, description=said, response=[200])
            for name, said in told.items()
        ]
        waiting = "Seconds after which to come again."
        return [
            *found,
            OpenApiParameter("Retry-After", int, OpenApiParameter.HEADER, description=waiting, response=[429]),
        ]

    def get_request_serializer(self):
        return self.view.body_serializer if self.method == "PUT" else None

    def get_response_serializers(self):
        problems = {400, 404, 406, 429} if "{id}" in self.path else {400, 406, 429}
        if self.method in {"PUT", "DELETE"}:
            problems |= {403}
        if self.method == "PUT":
            problems |= {415}
        if "{id}" in self.path:
            problems |= {301 if self.method == "GET" else 308}
        answers = {
            (code, MEDIA_TYPE): OpenApiResponse(ProblemSerializer if code >= 400 else MergedSerializer, PROBLEMS[code])
            for code in sorted(problems)
        }
        return {200: OpenApiResponse(super().get_response_serializers(), "As asked.")} | answers

    def get_filter_backends(self):
        return []
