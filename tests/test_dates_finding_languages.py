"""Articles in the languages other than English, of which the language is not told: each date with its words."""

from datetime import date

import pytest

from events.dates import find
from events.dates.guess import language_of

PUBLISHED = date(2023, 10, 18)  # a Wednesday
# By language the sentences of an article, each with the words of its dates and their EDTF.
Sentences = tuple[tuple[str, dict[str, str]], ...]
ARTICLES: dict[str, Sentences] = {
    "de": (
        (
            "ALTMARK, 17. Oktober (Wortdienst) - Am Wochenende sind bei Unwettern zwei Menschen gestorben.",
            {"17. Oktober": "2023-10-17", "Wochenende": "[2023-10-14..2023-10-15]"},
        ),
        ("In der Nacht zum Sonntag fiel der Strom aus.", {"Nacht zum Sonntag": "2023-10-14"}),
        ("Am Samstagmorgen gegen 9.30 Uhr brach ein Damm.", {"Samstagmorgen gegen 9.30 Uhr": "2023-10-14"}),
        (
            "Zwischen dem 12. und dem 15. Oktober fielen 200 Liter Regen.",
            {"Zwischen dem 12. und dem 15. Oktober": "[2023-10-12..2023-10-15]"},
        ),
        (
            "Anfang September hatte das Land noch unter Dürre gelitten.",
            {"Anfang September": "[2023-09-01..2023-09-10]"},
        ),
        ("Seit 2015 gab es vier Fluten.", {"Seit 2015": "2015/.."}),
        ("Am kommenden Montag tagt der Rat.", {"kommenden Montag": "2023-10-23"}),
        ("In den 1990er Jahren wurde der Damm erhöht.", {"1990er Jahren": "199X"}),
        ("Mitte Juni 2021 warnten Fachleute.", {"Mitte Juni 2021": "[2021-06-11..2021-06-20]"}),
        ("Die Hilfe läuft bis Ende November.", {"bis Ende November": "../2023-11-30"}),
        (
            "Letzte Woche kamen 300 Helfer, heute sind es 40.",
            {"Letzte Woche": "[2023-10-09..2023-10-15]", "heute": "2023-10-18"},
        ),
        ("Morgen soll es wieder regnen.", {"Morgen": "2023-10-19"}),
        (
            "Beim Einsturz einer Brücke in Altmark sind am Montag drei Menschen verletzt worden.",
            {"Montag": "2023-10-16"},
        ),
    ),
    "fr": (
        (
            "MERVELLE, 17 octobre (Agence) - Dans la nuit de samedi à dimanche, deux personnes sont mortes.",
            {"17 octobre": "2023-10-17", "nuit de samedi à dimanche": "2023-10-14"},
        ),
        ("Samedi matin vers 9h30, une digue a cédé.", {"Samedi matin vers 9h30": "2023-10-14"}),
        (
            "Entre le 12 et le 15 octobre, il est tombé 200 litres.",
            {"Entre le 12 et le 15 octobre": "[2023-10-12..2023-10-15]"},
        ),
        ("Début septembre, le pays souffrait encore.", {"Début septembre": "[2023-09-01..2023-09-10]"}),
        ("Depuis 2015, quatre crues ont eu lieu.", {"Depuis 2015": "2015/.."}),
        ("Le conseil se réunira lundi.", {"lundi": "2023-10-23"}),
        ("Dans les années 1990, la digue fut relevée.", {"années 1990": "199X"}),
        (
            "La semaine dernière, 300 aides sont venues ; aujourd'hui, il en reste 40.",
            {"semaine dernière": "[2023-10-09..2023-10-15]", "aujourd'hui": "2023-10-18"},
        ),
        ("Demain, il doit pleuvoir.", {"Demain": "2023-10-19"}),
        ("Le mois dernier, rien.", {"mois dernier": "2023-09"}),
        ("Du 3 au 5 mai 2022, une foire eut lieu.", {"3 au 5 mai 2022": "2022-05-03/2022-05-05"}),
        (
            "Un incendie a détruit lundi soir un entrepôt du port de Mervelle, ont annoncé mardi les pompiers.",
            {"lundi soir": "2023-10-16", "mardi": "2023-10-17"},
        ),
    ),
    "es": (
        (
            "SAN ROQUE, 17 oct (Agencia) - En la noche del sábado al domingo murieron dos personas.",
            {"17 oct": "2023-10-17", "la noche del sábado al domingo": "2023-10-14"},
        ),
        (
            "El sábado por la mañana, hacia las 9.30, cedió un dique.",
            {"sábado por la mañana, hacia las 9.30": "2023-10-14"},
        ),
        (
            "Entre el 12 y el 15 de octubre cayeron 200 litros.",
            {"Entre el 12 y el 15 de octubre": "[2023-10-12..2023-10-15]"},
        ),
        ("A principios de septiembre el país sufría.", {"A principios de septiembre": "[2023-09-01..2023-09-10]"}),
        ("Desde 2015 hubo cuatro crecidas.", {"Desde 2015": "2015/.."}),
        ("El consejo se reunirá el próximo lunes.", {"próximo lunes": "2023-10-23"}),
        ("En los años noventa se elevó el dique.", {"años noventa": "199X"}),
        ("El mes pasado no hubo nada.", {"mes pasado": "2023-09"}),
        ("Hoy quedan 40.", {"Hoy": "2023-10-18"}),
        (
            "Mañana lloverá. Del 3 al 5 de mayo de 2022 hubo una feria.",
            {"Mañana": "2023-10-19", "3 al 5 de mayo de 2022": "2022-05-03/2022-05-05"},
        ),
        ("Anteayer llegó el ministro.", {"Anteayer": "2023-10-16"}),
        (
            "Un terremoto sacudió el lunes la costa de San Roque y dejó doce heridos, informó el martes el gobierno.",
            {"lunes": "2023-10-16", "martes": "2023-10-17"},
        ),
    ),
    "ru": (
        (
            "СЕВЕРНЫЙ, 17 октября (Агентство) - В ночь на воскресенье погибли два человека.",
            {"17 октября": "2023-10-17", "ночь на воскресенье": "2023-10-14"},
        ),
        ("В субботу утром прорвало дамбу.", {"субботу утром": "2023-10-14"}),
        ("С 12 по 15 октября выпало 200 литров.", {"С 12 по 15 октября": "2023-10-12/2023-10-15"}),
        ("В начале сентября страна страдала.", {"начале сентября": "[2023-09-01..2023-09-10]"}),
        ("С 2015 года было четыре паводка.", {"С 2015 года": "2015/.."}),
        ("В следующий понедельник соберётся совет.", {"следующий понедельник": "2023-10-23"}),
        ("В 1990-х годах дамбу подняли.", {"1990-х годах": "199X"}),
        ("В прошлом месяце ничего не было.", {"прошлом месяце": "2023-09"}),
        ("Сегодня их 40.", {"Сегодня": "2023-10-18"}),
        ("Завтра ожидается дождь.", {"Завтра": "2023-10-19"}),
        ("Позавчера приехал министр.", {"Позавчера": "2023-10-16"}),
        ("24.09.2023 подписали договор.", {"24.09.2023": "2023-09-24"}),
        ("Летом 2021 года предупреждали.", {"Летом 2021 года": "2021-22"}),
        (
            "В понедельник в порту Северном загорелся склад, сообщили во вторник спасатели.",
            {"понедельник": "2023-10-16", "вторник": "2023-10-17"},
        ),
    ),
    "uk": (
        (
            "ТИХЕ, 17 жовтня (Агенція) - У ніч на неділю загинули двоє людей.",
            {"17 жовтня": "2023-10-17", "ніч на неділю": "2023-10-14"},
        ),
        ("У суботу вранці прорвало дамбу.", {"суботу вранці": "2023-10-14"}),
        ("З 12 по 15 жовтня випало 200 літрів.", {"З 12 по 15 жовтня": "2023-10-12/2023-10-15"}),
        ("На початку вересня країна потерпала.", {"На початку вересня": "[2023-09-01..2023-09-10]"}),
        ("З 2015 року було чотири паводки.", {"З 2015 року": "2015/.."}),
        ("Наступного понеділка збереться рада.", {"Наступного понеділка": "2023-10-23"}),
        ("У 1990-х роках дамбу підняли.", {"1990-х роках": "199X"}),
        ("Минулого місяця нічого не було.", {"Минулого місяця": "2023-09"}),
        ("Сьогодні їх 40.", {"Сьогодні": "2023-10-18"}),
        ("Завтра очікується дощ.", {"Завтра": "2023-10-19"}),
        ("Позавчора приїхав міністр.", {"Позавчора": "2023-10-16"}),
        ("24.09.2023 підписали угоду.", {"24.09.2023": "2023-09-24"}),
        ("Влітку 2021 року попереджали.", {"Влітку 2021 року": "2021-22"}),
        (
            "У понеділок у порту Тихому загорівся склад, повідомили у вівторок рятувальники.",
            {"понеділок": "2023-10-16", "вівторок": "2023-10-17"},
        ),
    ),
    "sr": (
        (
            "ТИХА, 17. октобра (Агенција) - У ноћи између суботе и недеље погинуле су две особе.",
            {"17. октобра": "2023-10-17", "ноћи између суботе и недеље": "2023-10-14"},
        ),
        ("У суботу ујутру пробијен је насип.", {"суботу ујутру": "2023-10-14"}),
        ("Од 12. до 15. октобра пало је 200 литара.", {"Од 12. до 15. октобра": "2023-10-12/2023-10-15"}),
        ("Почетком септембра земља је трпела.", {"Почетком септембра": "[2023-09-01..2023-09-10]"}),
        ("Од 2015. године биле су четири поплаве.", {"Од 2015. године": "2015/.."}),
        ("У понедељак ће се састати савет.", {"понедељак": "2023-10-23"}),
        ("Деведесетих година насип је подигнут.", {"Деведесетих година": "199X"}),
        ("Прошлог месеца није било ничега.", {"Прошлог месеца": "2023-09"}),
        ("Данас их је 40.", {"Данас": "2023-10-18"}),
        ("Сутра се очекује киша.", {"Сутра": "2023-10-19"}),
        ("Прекјуче је стигао министар.", {"Прекјуче": "2023-10-16"}),
        ("24.09.2023. потписан је уговор.", {"24.09.2023.": "2023-09-24"}),
        ("У лето 2021. године су упозоравали.", {"лето 2021. године": "2021-22"}),
        (
            "У понедељак је у луци Тиха изгорело складиште, саопштила је у уторак полиција.",
            {"понедељак": "2023-10-16", "уторак": "2023-10-17"},
        ),
    ),
    "sr-Latn": (
        (
            "U ponedeljak je u luci Tiha izgorelo skladište, saopštila je u utorak policija.",
            {"ponedeljak": "2023-10-16", "utorak": "2023-10-17"},
        ),
        ("Požar je počeo 16. oktobra u 6.30.", {"16. oktobra u 6.30": "2023-10-16T06:30:00"}),
        (
            "Skladište je podignuto 1987. godine, a zatvoreno u maju 2020. Juče je tužilaštvo otvorilo istragu.",
            {"1987. godine": "1987", "maju 2020.": "2020-05", "Juče": "2023-10-17"},
        ),
        ("Prošle nedelje radnici su se žalili.", {"Prošle nedelje": "[2023-10-09..2023-10-15]"}),
        ("Novo skladište biće otvoreno 1. marta 2025. godine.", {"1. marta 2025. godine": "2025-03-01"}),
    ),
    "sq": (
        (
            "THATË, 17 tetor (Agjencia) - Natën e së shtunës vdiqën dy veta.",
            {"17 tetor": "2023-10-17", "Natën e së shtunës": "2023-10-14"},
        ),
        ("Të shtunën në mëngjes u ça diga.", {"Të shtunën në mëngjes": "2023-10-14"}),
        ("Nga 12 deri më 15 tetor ranë 200 litra.", {"Nga 12 deri më 15 tetor": "2023-10-12/2023-10-15"}),
        ("Në fillim të shtatorit vendi vuante.", {"Në fillim të shtatorit": "[2023-09-01..2023-09-10]"}),
        ("Që nga viti 2015 pati katër përmbytje.", {"Që nga viti 2015": "2015/.."}),
        ("Të hënën e ardhshme do të mblidhet këshilli.", {"Të hënën e ardhshme": "2023-10-23"}),
        ("Në vitet 1990 diga u ngrit.", {"vitet 1990": "199X"}),
        ("Muajin e kaluar nuk pati asgjë. Sot janë 40.", {"Muajin e kaluar": "2023-09", "Sot": "2023-10-18"}),
        ("Nesër pritet shi.", {"Nesër": "2023-10-19"}),
        ("Pardje erdhi ministri.", {"Pardje": "2023-10-16"}),
        ("Më 24.09.2023 u nënshkrua marrëveshja.", {"24.09.2023": "2023-09-24"}),
        ("Në verën e vitit 2021 paralajmëruan.", {"verën e vitit 2021": "2021-22"}),
        (
            "Një zjarr shkatërroi të hënën një depo në portin e Thatë, njoftoi të martën policia.",
            {"të hënën": "2023-10-16", "të martën": "2023-10-17"},
        ),
    ),
    "he": (
        ("הנמל, 17 באוקטובר (סוכנות) - נהרגו שני אנשים.", {"17 באוקטובר": "2023-10-17"}),
        ("בשבת בבוקר נפרץ הסכר.", {"שבת בבוקר": "2023-10-14"}),
        ("בין 12 ל-15 באוקטובר ירדו 200 ליטר.", {"בין 12 ל-15 באוקטובר": "[2023-10-12..2023-10-15]"}),
        ("בתחילת ספטמבר סבלה המדינה.", {"תחילת ספטמבר": "[2023-09-01..2023-09-10]"}),
        ("מאז 2015 היו ארבעה שיטפונות.", {"מאז 2015": "2015/.."}),
        ("ביום שני הבא תתכנס המועצה.", {"יום שני הבא": "2023-10-23"}),
        ("בשנות ה-90 הוגבה הסכר.", {"שנות ה-90": "199X"}),
        ("בחודש שעבר לא היה דבר.", {"חודש שעבר": "2023-09"}),
        ("היום נותרו 40.", {"היום": "2023-10-18"}),
        ("מחר צפוי גשם.", {"מחר": "2023-10-19"}),
        ("שלשום הגיע השר.", {"שלשום": "2023-10-16"}),
        ("ב-24.09.2023 נחתם ההסכם.", {"24.09.2023": "2023-09-24"}),
        ("בקיץ 2021 הזהירו מומחים.", {"קיץ 2021": "2021-22"}),
        (
            "שריפה פרצה ביום שני במחסן בנמל הצפוני, מסרה המשטרה ביום שלישי.",
            {"יום שני": "2023-10-16", "יום שלישי": "2023-10-17"},
        ),
    ),
    "ar": (
        ("الميناء، 17 أكتوبر (وكالة) - قتل شخصان مساء الأحد.", {"17 أكتوبر": "2023-10-17", "مساء الأحد": "2023-10-15"}),
        ("وصباح السبت انهار السد.", {"صباح السبت": "2023-10-14"}),
        ("وبين 12 و15 أكتوبر هطل 200 لتر.", {"بين 12 و15 أكتوبر": "[2023-10-12..2023-10-15]"}),
        ("وفي بداية سبتمبر عانت البلاد.", {"بداية سبتمبر": "[2023-09-01..2023-09-10]"}),
        ("ومنذ عام 2015 وقعت أربعة فيضانات.", {"منذ عام 2015": "2015/.."}),
        ("ويجتمع المجلس الاثنين المقبل.", {"الاثنين المقبل": "2023-10-23"}),
        ("وفي التسعينيات رفع السد.", {"التسعينيات": "199X"}),
        ("وفي الشهر الماضي لم يحدث شيء.", {"الشهر الماضي": "2023-09"}),
        ("واليوم بقي 40.", {"اليوم": "2023-10-18"}),
        ("وغدا ينتظر المطر.", {"غدا": "2023-10-19"}),
        ("وأول أمس وصل الوزير.", {"أول أمس": "2023-10-16"}),
        ("وفي 24/09/2023 وقع الاتفاق.", {"24/09/2023": "2023-09-24"}),
        ("وفي صيف 2021 حذر خبراء.", {"صيف 2021": "2021-22"}),
        (
            "اندلع حريق يوم الاثنين في مستودع بالميناء الشمالي، وقالت الشرطة يوم الثلاثاء إن ثلاثة عمال أصيبوا.",
            {"يوم الاثنين": "2023-10-16", "يوم الثلاثاء": "2023-10-17"},
        ),
    ),
}


@pytest.mark.parametrize("name", ARTICLES)
def test_the_dates_of_an_article_whose_language_is_not_told(name: str) -> None:
    article = " ".join(sentence for sentence, _ in ARTICLES[name])
    wanted = [told for _, dates in ARTICLES[name] for told in dates.items()]
    mentions = find(article, published=PUBLISHED)
    assert language_of(article).code == name[:2]
    assert [(one.quote, one.when.edtf) for one in mentions] == wanted
    assert all(article[slice(*one.span)] == one.quote for one in mentions)


def test_a_part_of_the_day_has_its_hours() -> None:
    for name, words in (
        ("fr", "lundi soir"),
        ("ru", "субботу утром"),
        ("sq", "Të shtunën në mëngjes"),
        ("he", "שבת בבוקר"),
    ):
        article = " ".join(sentence for sentence, _ in ARTICLES[name])
        when = next(one.when for one in find(article, published=PUBLISHED) if one.quote == words)
        assert when.precision == "part of day"
        assert when.start is not None and when.start.hour == (16 if name == "fr" else 4)
