"""«Телефон Android, Chrome»: what a browser says of itself, in words."""

DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "телефон или планшет Android"),
    ("Windows", "компьютер Windows"),
    ("Macintosh", "компьютер Mac"),
    ("CrOS", "компьютер ChromeOS"),
    ("Linux", "компьютер Linux"),
)
#: In this order: later ones are named by earlier ones too.
BROWSERS = (
    ("YaBrowser/", "Яндекс Браузер"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)


def in_words(agent: str) -> str:
    """Device and browser by the User-Agent header; «неизвестное устройство» where it tells neither."""
    known = (next((said for sign, said in signs if sign in agent), "") for signs in (DEVICES, BROWSERS))
    return ", ".join(filter(None, known)) or "неизвестное устройство"
