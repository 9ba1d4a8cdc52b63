"""Texts to measure on: the same bytes on every machine that has the same source, all documents distinct.

English comes from ../shared/data where it is present (real words in real order), else from the generator below; the other
scripts always come from the generator. It mixes lengths, names, dates, quotations, abbreviations and boilerplate at random,
so that neither the filters' branches nor the processor's predictors see a pattern.
"""
import glob
import json
import os
import random

SHARED = "../shared/data"
REAL = ["quotes/news-en-*.jsonl", "dates/en_timebank.jsonl", "dates/en_aquaint.jsonl", "boilerplate/light-news.jsonl",
        "boilerplate/planted-news.jsonl", "sentences/en_gum_train_*.jsonl"]

SYLLABLES = {
    "latin": "ba be bri ca co da de do el en er fa fo ga ge gra ha he hol in is jo ka ker la le lin lo ma me mi mon na ne no or pa pe po ra re ri "
             "ro sa se si sta ta te ter ti to tra un va ver vi wa we win".split(),
    "cyrillic": "ба ве го да дом ел ен же за зи ин ка ко ла ле ло ма ме мо на не но об ов па пе по ра ре ри ро са се си ст та те то ти ун ва ви "
                "ход цы ча ше эт юр яв".split(),
}
COMMON = {
    "latin": "the of and to in a that is was for on with as it by at from his her they which be has had an are not but were this or will one "
             "their would about more people after new who its when out up time last year two could".split(),
    "cyrillic": "и в не на что он с по как это но из за к его она они был для мы так от же вы или бы у если уже под".split(),
}
NAMES = {"latin": ["Anna Keller", "Mr. Osei", "Lena Moreau", "Dr. J. R. Whitford", "Tomas Hale", "Senator Ruiz", "the mayor", "Ines Varga"],
         "cyrillic": ["Анна Белова", "А. С. Громов", "г. Лесков", "министр", "Тарас Мельник"]}
SAID = {"latin": ["said", "told reporters", "added", "according to"], "cyrillic": ["сказал", "заявила", "добавил"]}
DATES = {"latin": ["on Friday", "on March 3, 2019", "last week", "two years ago", "in the summer of 1998", "at 10:30 a.m.", "since 2004", "yesterday"],
         "cyrillic": ["в пятницу", "3 марта 2019 г.", "вчера", "два года назад"]}
NOISE = ["ADVERTISEMENT", "Read more: the five towns that changed most", "Sign up for our newsletter", "© 2021 The Harbour Post. All rights reserved.",
         "Share this article", "Updated 4:12 p.m."]
HAN = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"


def vocabulary(script, rng):
    """Common words often, made-up ones seldom, the most of them very seldom, as in a language."""
    made = ["".join(rng.choice(SYLLABLES[script]) for _ in range(rng.choice([1, 2, 2, 3, 3, 4]))) for _ in range(20000)]
    words = COMMON[script] + made
    return words, [1 / (rank + 3) for rank in range(len(words))]


class Writer:
    """Writes sentences, paragraphs and documents of one script."""

    def __init__(self, script):
        self.script, self.rng = script, random.Random(script)
        if script != "han":
            words, weights = vocabulary(script, self.rng)
            self.words = self.rng.choices(words, weights, k=200000)

    def clause(self):
        if self.script == "han":
            return "".join(self.rng.choice(HAN) for _ in range(self.rng.randrange(4, 30)))
        start = self.rng.randrange(len(self.words) - 60)
        return " ".join(self.words[start:start + self.rng.randrange(3, 26)])

    def sentence(self):
        kind, clause = self.rng.random(), self.clause()
        if self.script == "han":
            if kind < 0.15:
                return f"“{clause}，{self.clause()}。”"
            return f"{clause}，{self.clause()}{self.rng.choice('。。。！？')}" if kind < 0.6 else clause + "。"
        clause = clause[0].upper() + clause[1:]
        name = self.rng.choice(NAMES[self.script])
        if kind < 0.12:
            mark = self.rng.choice(["\"\"", "“”"])
            return f"{mark[0]}{clause},{mark[1]} {name} {self.rng.choice(SAID[self.script])} {self.rng.choice(DATES[self.script])}."
        if kind < 0.27:
            return f"{clause} {self.rng.choice(DATES[self.script])}, {self.clause()}."
        if kind < 0.35:
            return f"{name} {self.clause()}, {self.rng.randrange(2, 9000)} {self.clause()}{self.rng.choice('.?!')}"
        return f"{clause}, {self.clause()}." if kind < 0.6 else clause + "."

    def paragraph(self):
        if self.rng.random() < 0.08:
            return self.rng.choice(NOISE)
        glue = "" if self.script == "han" else " "
        return glue.join(self.sentence() for _ in range(self.rng.choice([1, 1, 2, 2, 3, 4, 7])))


def real_paragraphs():
    """Paragraphs of the English development data, or none."""
    paragraphs = []
    for pattern in REAL:
        for path in sorted(glob.glob(os.path.join(SHARED, pattern))):
            with open(path, encoding="utf-8") as file:
                texts = [json.loads(line)["text"] for line in file]
            paragraphs += [line for text in texts for line in text.split("\n") if line.strip()]
    return paragraphs


def texts(kind, size):
    """Documents of the kind news, ascii, cyrillic or han, of `size` bytes together."""
    rng, paragraphs, done = random.Random(kind), [], 0
    if kind in ("news", "ascii"):
        paragraphs = real_paragraphs()
    if not paragraphs:
        writer = Writer({"news": "latin", "ascii": "latin"}.get(kind, kind))
        paragraphs = [writer.paragraph() for _ in range(min(60000, 200 + size // 100))]
    while done < size:
        count = min(rng.choice([3, 5, 8, 8, 12, 20, 40]), len(paragraphs))
        text = "\n\n".join(rng.choice(paragraphs) for _ in range(count))
        if kind == "ascii":
            text = text.translate({0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'", 0x2013: "-", 0x2014: "-"}).encode("ascii", "ignore").decode()
        done += len(text.encode())
        yield text


LANGUAGE = {"news": "en", "ascii": "en", "cyrillic": "ru", "han": "zh"}


def make(folder, kind, form, size):
    """Path of a corpus of that kind, as jsonl or as text whose documents end by NUL; made when it is not there yet."""
    path = os.path.join(folder, f"{kind}-{size}.{form}")
    if not os.path.exists(path):
        os.makedirs(folder, exist_ok=True)
        with open(path + ".part", "w", encoding="utf-8") as file:
            for number, text in enumerate(texts(kind, size)):
                record = {"id": str(number), "lang": LANGUAGE[kind], "date": "2021-11-02", "text": text}
                file.write(json.dumps(record, ensure_ascii=False) + "\n" if form == "jsonl" else text + "\0")
        os.rename(path + ".part", path)
    return path


def is_real():
    return bool(glob.glob(os.path.join(SHARED, REAL[0])))
