"""A fictional event told in three languages, and others of the same days that share a name with it."""

from tests.stages.links.affair import Page

AGROUND = (
    Page(
        "aground", "northtimes", "2031-06-03", "Ferry Linnet runs aground off Ostermole with 214 aboard",
        ("The ferry Linnet ran aground off Ostermole on Tuesday with 214 people aboard, Captain Ilse Varnholm said.",
         "Nobody was hurt. The coast guard of Norvania brought the passengers to Pellan."),
    ),
)  # fmt: skip
NA_MELI = (
    Page(
        "na-meli", "vestnik", "2031-06-03", "Паром «Линнет» с 214 пассажирами сел на мель у Остермоля",
        ("Паром «Линнет», на борту которого находились 214 человек, сел на мель у Остермоля во вторник, сообщила"
         " капитан Ильзе Варнхольм.", "Никто не пострадал. Пассажиров доставили в Пеллан."),
        language="ru",
    ),
)  # fmt: skip
GESTRANDET = (
    Page(
        "gestrandet", "abendpost", "2031-06-04", "Fähre Linnet mit 214 Menschen vor Ostermole auf Grund gelaufen",
        ("Die Fähre Linnet ist am Dienstag vor Ostermole mit 214 Menschen an Bord auf Grund gelaufen, wie Kapitänin"
         " Ilse Varnholm mitteilte.", "Verletzt wurde niemand."),
        language="de",
    ),
)  # fmt: skip
VYSTAVKA = (
    Page(
        "vystavka", "vestnik", "2031-06-03", "В Остермоле открылась выставка художницы Марты Крейн",
        ("В галерее Остермоля во вторник открылась выставка работ художницы Марты Крейн, сказал куратор Роберт Дейл.",
         "Она продлится до осени."),
        language="ru",
    ),
)  # fmt: skip
GOD_SPUSTYA = (
    Page(
        "god-spustya", "vestnik", "2031-06-13", "Паром «Линнет» снова вышел в море из Остермоля",
        ("Паром «Линнет» под командованием капитана Ильзе Варнхольм снова вышел в море из Остермоля в пятницу.",
         "Ремонт обошелся в 3 миллиона."),
        language="ru",
    ),
)  # fmt: skip
TONGUES = (AGROUND, NA_MELI, GESTRANDET, VYSTAVKA, GOD_SPUSTYA)
