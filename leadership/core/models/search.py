from django.contrib.contenttypes.models import ContentType
from django.db import models


class SearchEntry(models.Model):
    """What the search box can find: one record under one title."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+", verbose_name="вид записи")
    object_id = models.BigIntegerField("номер записи")
    title = models.CharField("заголовок", max_length=500)

    class Meta:
        verbose_name = "строка поиска"
        verbose_name_plural = "строки поиска"
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="core_search_entry_once")]

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word an entry is found by: as written or as its stem, in lower case, with «е» for «ё».

    The kind of the record stands here too: a word that half of the schools have says nothing of the people.
    """

    content_type = models.ForeignKey(
        ContentType, models.CASCADE, related_name="+", db_index=False, verbose_name="вид записи"
    )
    entry = models.ForeignKey(
        SearchEntry, models.CASCADE, related_name="words", db_index=False, verbose_name="строка поиска"
    )
    word = models.CharField("слово", max_length=60)

    class Meta:
        verbose_name = "слово поиска"
        verbose_name_plural = "слова поиска"
        indexes = [
            models.Index(
                fields=["content_type", "word", "entry"],
                # so that PostgreSQL finds beginnings of words in it, whatever the language of the database
                opclasses=["int4_ops", "varchar_pattern_ops", "int8_ops"],
                name="core_search_word_begins",
            )
        ]
        constraints = [models.UniqueConstraint(fields=["entry", "word"], name="core_search_word_once")]

    def __str__(self) -> str:
        return self.word
