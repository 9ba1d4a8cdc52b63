"""Floors: figures on the development data that were reached once and have to be kept. They only rise."""
import glob
import os
import sys

from kinds.suite import Failure

SHARED = os.path.join("..", "shared")

# (layer, command, files, figures that may not fall below, figures that may not rise above), as the OVERALL line prints them
FLOORS = [
    ("sentences", "split-sentences", "*.jsonl", {"F1": 97.0, "exact": 93.2}, {}),
    ("sentences", "split-sentences --quotes=keep", "en_golden.jsonl", {"F1": 100.0, "exact": 100.0}, {}),
    ("sentences", "split-sentences", "en_gum_dev.jsonl", {"F1": 98.4}, {}),
    ("sentences", "split-sentences", "en_ewt_train_email.jsonl", {"F1": 91.0}, {}),
    ("sentences", "split-sentences", "en_bio_craft_dev.jsonl", {"F1": 99.4}, {}),
    ("sentences", "split-sentences", "en_lines_dev.jsonl", {"F1": 95.1}, {}),
    ("sentences", "split-sentences", "en_gum_train_news.jsonl", {"F1": 98.0}, {}),
    ("sentences", "split-sentences", "en_legal_*.jsonl", {"F1": 93.8}, {}),
    ("sentences", "split-sentences", "de_gsd_dev.jsonl", {"F1": 98.4}, {}),
    ("sentences", "split-sentences", "fr_gsd_dev.jsonl", {"F1": 98.8}, {}),
    ("sentences", "split-sentences", "es_gsd_dev.jsonl", {"F1": 99.4}, {}),
    ("sentences", "split-sentences", "it_isdt_dev.jsonl", {"F1": 95.6}, {}),
    ("sentences", "split-sentences", "nl_alpino_dev.jsonl", {"F1": 99.8}, {}),
    ("sentences", "split-sentences", "pt_bosque_dev.jsonl", {"F1": 92.8}, {}),
    ("sentences", "split-sentences", "ru_gsd_dev.jsonl", {"F1": 98.2}, {}),
    ("dates", "tag-dates", "en_timebank.jsonl", {"valF": 81.8, "strF": 89.3}, {}),
    ("dates", "tag-dates", "en_aquaint.jsonl", {"valF": 75.5, "strF": 83.2}, {}),
    ("dates", "tag-dates", "de_krauts_dolomiten100.jsonl", {"valF": 77.3, "strF": 81.6}, {}),
    ("dates", "tag-dates", "de_krauts_zeit_a.jsonl", {"valF": 76.0, "strF": 85.8}, {}),
    ("dates", "tag-dates", "es_timebank_train.jsonl", {"valF": 86.0, "strF": 86.6}, {}),
    ("dates", "tag-dates", "en_tweets_train.jsonl", {"valF": 69.4, "strF": 85.7}, {}),
    ("quotes", "find-quotes", "news-en-polnear-dev.jsonl", {"quoted.exact.F1": 92.5, "speaker.F1": 83.5}, {}),
    ("quotes", "find-quotes", "fiction-en-pdnc-dev.jsonl", {"quoted.exact.F1": 97.8, "speaker.F1": 91.5}, {}),
    ("quotes", "find-quotes", "news-de-wikinews-dev.jsonl", {"quoted.exact.F1": 86.5, "speaker.F1": 59.0}, {}),
    ("quotes", "find-quotes", "fiction-fr-aads-dev.jsonl", {"quoted.exact.F1": 87.0}, {}),
    ("boilerplate", "strip-boilerplate", "planted-*.jsonl", {"lnF1": 0.965}, {"lost": 0.002}),
    ("boilerplate", "strip-boilerplate", "light-*.jsonl", {"shF1": 0.962}, {"lost": 0.003}),
    ("boilerplate", "strip-boilerplate --level=page", "scrapinghub.jsonl", {"shF1": 0.93}, {"lost": 0.03}),
    ("boilerplate", "strip-boilerplate --level=page", "readability.jsonl", {"shF1": 0.93}, {"lost": 0.06}),
    ("boilerplate", "strip-boilerplate --level=page", "wcxb-articles.jsonl", {"shF1": 0.935}, {"lost": 0.04}),
    ("boilerplate", "strip-boilerplate --level=page", "wcxb-other.jsonl", {"shF1": 0.85}, {"lost": 0.12}),
    ("boilerplate", "strip-boilerplate --level=page", "snippets.jsonl", {"partF1": 0.84}, {}),
]


def add_tests(suite):
    for layer, command, files, least, most in FLOORS:
        name = f"floors/{layer}/{files.removesuffix('.jsonl').replace('*', 'all')}"
        found = sorted(glob.glob(os.path.join(SHARED, "data", layer, files)))
        if not found:
            suite.skip(name, f"../shared/data/{layer} is not here")
        else:
            suite.test(name, hold, suite, layer, command, found, least, most)


def hold(_where, suite, layer, command, files, least, most):
    argv = [sys.executable, os.path.join(SHARED, "eval", f"eval_{layer}.py"), "--cmd",
            f"{os.path.join(suite.build, command)} --jsonl"] + files
    for option, figures in (("--min", least), ("--max", most)):
        for figure, value in figures.items():
            argv += [option, f"{figure}={value}"]
    done = suite.run(argv, timeout=600)
    if done.returncode:
        raise Failure((done.stdout + done.stderr).decode("utf-8", "replace")[-1500:])
