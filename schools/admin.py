"""Django's admin keeps accounts and technical tables alone: it is no way round the rooms' own rules."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django_otp.plugins.otp_static import admin as recovery_codes
from django_otp.plugins.otp_totp import admin as authenticators

from .actions.accounts import keep_rights
from .models import User

admin.site.site_header = admin.site.site_title = "Учётные записи"
admin.site.index_title = "Учётные записи и технические журналы"
# Secrets of the second factor are nobody's to read: it is taken off on the page of the account.
admin.site.unregister([Group, authenticators.TOTPDevice, recovery_codes.StaticDevice])


@admin.register(User)
class AccountAdmin(UserAdmin):
    list_display = ("username", "last_name", "first_name", "role", "municipality", "is_active")
    list_filter = ("role", "is_active", "municipality")
    list_select_related = ("municipality",)
    raw_id_fields = ("person",)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Кто это", {"fields": ("last_name", "first_name", "email", "role", "municipality", "person")}),
        ("Состояние", {"fields": ("is_active", "last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "usable_password", "password1", "password2", "role", "municipality")}),
    )
    readonly_fields = ("last_login", "date_joined")

    def save_model(self, request, obj, form, change):
        """Whoever is given another role, district or state here is signed in with it anew."""
        keep_rights(obj)
        if change and {"role", "municipality", "person", "is_active"} & set(form.changed_data):
            obj.end_sessions()
        super().save_model(request, obj, form, change)
