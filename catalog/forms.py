"""What visitors send."""

from django import forms

from catalog.models import Comment, SpoilerLevel


class VoteForm(forms.Form):
    """Stars for a film: 1 to 5, or 0 to withdraw the vote."""

    stars = forms.IntegerField(min_value=0, max_value=5)

    HOW = "A rating is 1, 2, 3, 4 or 5 stars; 0 withdraws it."

    @property
    def problem(self):
        """What is wrong with the stars, and how to mend it."""
        sent = str(self.data.get("stars", ""))[:20].replace("\0", "")
        return f"“{sent}” is no number of stars. {self.HOW}" if sent else f"No stars were chosen. {self.HOW}"


class PlainTextField(forms.CharField):
    """Lines of text, whose ends are counted as a browser counts them: as one character."""

    widget = forms.Textarea

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class CommentForm(forms.ModelForm):
    """A visitor's comment, and a trap: a field that people don't see and programs fill in."""

    body = PlainTextField(
        label="Comment", max_length=5000, widget=forms.Textarea(attrs={"rows": 6}), help_text="Plain text."
    )
    spoiler = forms.BooleanField(label="It gives something of the story away", required=False)
    website = forms.CharField(
        label="Leave this empty", required=False, widget=forms.TextInput(attrs={"tabindex": -1, "autocomplete": "off"})
    )

    class Meta:
        model = Comment
        fields = ["name", "body"]
        labels = {"name": "Your name"}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "nickname"})}
        error_messages = {"name": {"required": "Write a name; any will do."}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="comment-%s", **kwargs)
        self.fields["body"].error_messages["required"] = "Write your comment here."

    def clean(self):
        super().clean()
        # How much is an editor's to say; until then it is folded for all but those who want to know everything.
        self.instance.spoiler_level = SpoilerLevel.ENDING if self.cleaned_data.get("spoiler") else SpoilerLevel.NOTHING

    @property
    def trapped(self):
        return bool(self.cleaned_data["website"])


class SearchForm(forms.Form):
    q = forms.CharField(label="Search films, people and companies", max_length=200, required=False)
    q.widget.input_type = "search"
