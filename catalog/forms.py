"""Forms of visitors."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.error_words import use_our_words
from catalog.models import Comment, SpoilerLevel
from catalog.texts.numbers import excerpt


class VoteForm(forms.Form):
    """Stars for a film: 1 to 5, or 0 to withdraw the vote."""

    stars = forms.IntegerField(min_value=0, max_value=5)

    HOW = _("A rating is 1, 2, 3, 4 or 5 stars; 0 withdraws it.")

    @property
    def problem(self):
        """Say what is wrong with the stars, and how to mend it."""
        text = excerpt(str(self.data.get("stars", "")))
        wrong = _("“%(text)s” is no number of stars.") % {"text": text} if text else _("No stars were chosen.")
        return f"{wrong} {self.HOW}"


class PlainTextField(forms.CharField):
    """Lines of text. The end of a line counts as one character, as in a browser."""

    widget = forms.Textarea

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class CommentForm(forms.ModelForm):
    """A visitor's comment. Its field `website` is a trap for spam: people don't see it, programs fill it in."""

    body = PlainTextField(
        label=_("Comment"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Plain text.")
    )
    spoiler = forms.BooleanField(label=_("It gives something of the story away"), required=False)
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": -1, "autocomplete": "off"}),
    )

    class Meta:
        model = Comment
        fields = ["name", "body"]
        labels = {"name": _("Your name")}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "nickname"})}
        error_messages = {"name": {"required": _("Write a name; any will do.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="comment-%s", **kwargs)
        self.fields["body"].error_messages["required"] = _("Write your comment here.")
        use_our_words(self.fields.values())

    def clean(self):
        super().clean()
        # An editor sets the exact level later. Until then only readers who want to know everything see it unfolded.
        self.instance.spoiler_level = SpoilerLevel.ENDING if self.cleaned_data.get("spoiler") else SpoilerLevel.NOTHING

    @property
    def is_spam(self):
        return bool(self.cleaned_data["website"])


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Search films, people and companies"), max_length=200, required=False)
    q.widget.input_type = "search"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        use_our_words(self.fields.values())
