"""Django's admin keeps accounts and technical tables alone: it is no way round the rooms' own rules."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group

from .models import Role, User

admin.site.site_header = admin.site.site_title = "Учётные записи"
admin.site.index_title = "Учётные записи и технические журналы"
admin.site.unregister(Group)


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
        """Only the administrator's role opens the admin; no other right is given there."""
        obj.is_staff = obj.is_superuser = obj.role == Role.ADMINISTRATOR
        super().save_model(request, obj, form, change)
