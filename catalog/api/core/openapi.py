"""The description of routes in OpenAPI 3.1, made from their parameters, fields and docstrings."""

import django_filters
from django import forms
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from catalog.api.core.errors import MEDIA_TYPE
from catalog.api.core.parameters import FlagField, NamesField

ID = {"type": "integer", "format": "int64", "minimum": 1, "maximum": 10**18 - 1}


class FaultSerializer(serializers.Serializer):
    """One fault: where it is, what it is, and how to mend it."""

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
    instance = serializers.CharField(help_text="The path of the request.")
    errors = FaultSerializer(many=True, required=False)


class MergedSerializer(ProblemSerializer):
    """The requested row was merged into another; `Location` has the address of that one."""

    status = serializers.IntegerField(min_value=301, max_value=308)
    merged_into = serializers.IntegerField(min_value=1, help_text="The id of the row that it was merged into.")
    url = serializers.URLField(help_text="The page of that row.")
    api_url = serializers.URLField(help_text="The address of that row in this API.")


PROBLEMS = {
    301: "It was merged: `merged_into` is the id of the row that it was merged into, `Location` the address of that row.",
    308: "The film was merged: send the same vote to `Location`.",
    400: "A parameter or the body is wrong: `errors` names each fault.",
    403: "The request came from a page of another site.",
    404: "There is nothing here, or it is not published.",
    405: "The route has no such method: `Allow` names those it has.",
    406: "The route answers only JSON.",
    415: "Send the body as application/json.",
    429: "Too many requests: try again after `Retry-After` seconds.",
}


def schema_of(field):
    """Return the JSON schema of a query parameter's form field."""
    if isinstance(field, NamesField):
        return {"type": "array", "items": {"type": "string", "enum": field.choices}, "minItems": 1}
    if isinstance(field, FlagField):
        return {"type": "boolean", "default": False}
    if isinstance(field, django_filters.fields.BaseCSVField):
        return {"type": "array", "items": ID, "minItems": 1}
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        bounds = {"minimum": field.min_value, "maximum": field.max_value, "default": field.initial}
        kind = "integer" if isinstance(field, forms.IntegerField) else "number"
        return {"type": kind} | {name: int(value) for name, value in bounds.items() if value is not None}
    if isinstance(field, forms.ModelChoiceField):
        return {"type": "string", "minLength": 1}
    if isinstance(field, forms.ChoiceField):
        return {"type": "string", "enum": [value for value, _ in field.choices if value]}
    if isinstance(field, forms.DateTimeField):
        return {"type": "string", "format": "date-time"}
    pattern = {"pattern": field.pattern} if hasattr(field, "pattern") else {}
    return {"type": "string", "minLength": 1, "maxLength": field.max_length} | pattern


def parameter_description(name, field):
    return str(field.help_text or field.label or name)


class RouteSchema(AutoSchema):
    """Describes the operations of a ReadViewSet."""

    @property
    def operation(self):
        """(operation id, summary)."""
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
        fields = view.own_parameter_fields() | view.filter_fields() | view.page_fields()
        parameters = [
            OpenApiParameter(
                name,
                schema_of(field),
                description=parameter_description(name, field),
                required=field.required,
                explode=False,
            )
            for name, field in fields.items()
        ]
        if "{id}" in self.path:
            parameters.append(OpenApiParameter("id", ID, OpenApiParameter.PATH, description="The row's id."))
        return parameters + self.headers()

    def headers(self):
        descriptions = {
            "ETag": "Stands for the content: send it in `If-None-Match` to get 304 as long as nothing has changed."
        }
        if self.view.action == "list":
            descriptions["Link"] = "The next and the previous page (RFC 8288)."
        descriptions["RateLimit-Policy"] = "The limit for one address: its name, requests (q) in so many seconds (w)."
        descriptions["RateLimit"] = "What remains of it: requests (r), and seconds until it starts anew (t)."
        if self.method != "GET":
            del descriptions["ETag"]
        headers = [
            OpenApiParameter(name, str, OpenApiParameter.HEADER, description=description, response=[200])
            for name, description in descriptions.items()
        ]
        return [
            *headers,
            OpenApiParameter(
                "Retry-After",
                int,
                OpenApiParameter.HEADER,
                description="Seconds after which to try again.",
                response=[429],
            ),
        ]

    def get_request_serializer(self):
        return self.view.body_serializer if self.method == "PUT" else None

    def get_response_serializers(self):
        statuses = {400, 404, 406, 429} if "{id}" in self.path else {400, 406, 429}
        if self.method in {"PUT", "DELETE"}:
            statuses |= {403}
        if self.method == "PUT":
            statuses |= {415}
        if "{id}" in self.path:
            statuses |= {301 if self.method == "GET" else 308}
        answers = {
            (status, MEDIA_TYPE): OpenApiResponse(
                ProblemSerializer if status >= 400 else MergedSerializer, PROBLEMS[status]
            )
            for status in sorted(statuses)
        }
        return {200: OpenApiResponse(super().get_response_serializers(), "The answer.")} | answers

    def get_filter_backends(self):
        return []
