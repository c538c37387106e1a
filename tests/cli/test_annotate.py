"""diplograph annotate: one JSON object a line and article, whatever else is among the input."""

import json

from click.testing import CliRunner

from diplograph.cli import main


def run(*arguments, **options):
    return CliRunner().invoke(main, ["annotate", *arguments], **options)


def test_an_article_in_json_lines_keeps_its_id_and_gets_its_names(tmp_path):
    source = tmp_path / "news.jsonl"
    text = "President Emmanuel Macron of France met Olena Marchuk in Vienna on 3 March 2021."
    source.write_text(json.dumps({"id": "a-7", "text": text}) + "\n", encoding="utf-8")
    result = run(str(source))
    assert result.exit_code == 0, result.stderr
    (found,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert found["id"] == "a-7"
    assert found["text"] == text
    for mention in found["mentions"]:
        assert text[mention["start"] : mention["end"]] == mention["text"]
    names = {m["text"]: m for m in found["mentions"]}
    assert names["Olena Marchuk"]["type"] == "Person"
    assert names["France"]["wikidata"] == "Q142"
    holds = [fact for fact in found["facts"] if fact["predicate"] == "holds"]
    assert [text[f["subject"]["start"] : f["subject"]["end"]] for f in holds] == ["Emmanuel Macron"]
    assert set(found) >= {
        "id",
        "title",
        "url",
        "published",
        "language",
        "text",
        "facts",
        "events",
        "statements",
    }


def test_a_bad_line_is_named_and_the_rest_is_read(tmp_path):
    source = tmp_path / "news.jsonl"
    good = json.dumps({"id": "b", "text": "Finland joined the alliance on Tuesday."})
    source.write_text(f"{{broken\n{good}\n", encoding="utf-8")
    result = run(str(source), str(tmp_path / "absent.txt"))
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["b"]
    assert "line 1" in result.stderr
    assert "absent.txt" in result.stderr
    assert "Traceback" not in result.stderr


def test_standard_input_is_read(tmp_path):
    result = run("-", input="The Council of Europe met in Strasbourg on Monday to discuss the reform.")
    assert result.exit_code == 0, result.stderr
    assert "Strasbourg" in [m["text"] for m in json.loads(result.stdout)["mentions"]]
