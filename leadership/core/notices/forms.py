from django import forms

from ..models import Subscription


class LettersForm(forms.ModelForm):
    class Meta:
        model = Subscription
        fields = ["letters"]
        widgets = {"letters": forms.RadioSelect}
        labels = {"letters": "Письма с уведомлениями"}
