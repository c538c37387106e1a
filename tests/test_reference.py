from __future__ import annotations

import runpy
import shutil

import pytest
from click.testing import CliRunner

from diplograph.cli import main
from diplograph.errors import TableError
from diplograph.reference import fold, load_reference
from diplograph.reference.check import check_reference
from diplograph.reference.load import load_reference_from
from diplograph.resources import resource_path

FOLDER = resource_path("data", "reference")


@pytest.fixture(scope="module")
def reference():
    return load_reference()


@pytest.fixture
def tables(tmp_path):
    """A copy of the tables that a test may spoil."""
    return shutil.copytree(FOLDER, tmp_path / "reference")


def test_the_bundled_tables_are_sound():
    assert check_reference(FOLDER) == ()


def test_enough_is_known(reference):
    members = [thing for thing in reference if thing.facts.get("status") == "member"]
    bodies = [thing for thing in reference if thing.kind == "Organization"]
    international = [body for body in bodies if body.state is None]
    assert len(members) == 193
    assert len(international) >= 250
    assert {"state/va", "state/ps", "state/xk", "state/tw"} <= {thing.id for thing in reference}


def test_every_state_of_today_can_be_named_and_has_a_capital(reference):
    for state in reference:
        if state.kind == "State" and state.subtype is None:
            assert reference.find(state.name, "State") == (state,)
            assert state.facts.get("capitals"), state.id
            assert reference.metonym(state.facts["capitals"].split("|")[0]) is not None


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("UNHRC", "organization/un-human-rights-council"),
        ("the U.N. Human Rights Council", "organization/un-human-rights-council"),
        ("Commission on Human Rights", "organization/un-commission-on-human-rights"),
        ("Republic of Kazakhstan", "state/kz"),
        ("Қазақстан", None),
        ("Казахстан", "state/kz"),
        ("哈萨克斯坦", "state/kz"),
        ("U.S.", "state/us"),
        ("Совет по правам человека", "organization/un-human-rights-council"),
        ("Antonio Guterres", "person/antonio-guterres"),
        ("Қасым-Жомарт Тоқаев", "person/kassym-jomart-tokayev"),
        ("UN High Commissioner for Human Rights", "post/un-high-commissioner-for-human-rights"),
        ("Geneva", "place/geneva"),
    ],
)
def test_find(reference, name, id):
    assert [thing.id for thing in reference.find(name)] == ([id] if id else [])


def test_an_ambiguous_name_gives_all_it_may_be(reference):
    assert [thing.id for thing in reference.find("Georgia")] == ["place/us-ga", "state/ge"]
    assert [thing.id for thing in reference.find("Congo")] == ["state/cd", "state/cg"]
    assert reference.names()["Congo"] == ("state/cd", "state/cg")


def test_demonyms_and_metonyms(reference):
    assert reference.demonym("Kazakhs").id == "state/kz"
    assert reference.demonym("British").id == "state/gb"
    assert reference.demonym("Martian") is None
    assert reference.metonym("Kremlin").id == "state/ru"
    assert reference.metonym("Moscow").id == "state/ru"
    assert reference.find("Kremlin") == ()


def test_names_keep_their_capitals(reference):
    names = reference.names()
    assert "US" in names
    assert "us" not in names
    assert "White House" in names


def test_a_post_of_a_state_needs_no_row(reference):
    post = reference.get("post/kz-foreign-minister")
    assert (post.name, post.state, post.role) == (
        "Minister of Foreign Affairs of Kazakhstan",
        "state/kz",
        "ForeignMinister",
    )
    assert reference.get("post/zz-foreign-minister") is None
    assert reference.get("post/us-foreign-minister").name == "United States Secretary of State"


def test_one_post_under_two_roles(reference):
    china, britain, states = (reference.get(f"state/{code}") for code in ("cn", "gb", "us"))
    assert reference.roles.kept_as("PrimeMinister", china) == "Premier"
    assert reference.roles.kept_as("King", britain) == "Monarch"
    assert reference.roles.kept_as("HeadOfState", states) == "President"


def test_tenures(reference):
    found = reference.tenures("person/antonio-guterres")
    posts = ["post/un-high-commissioner-for-refugees", "post/un-secretary-general"]
    assert [tenure.post for tenure in found] == posts
    assert "person/murat-nurtleu" in [
        tenure.person for tenure in reference.tenures("post/kz-foreign-minister")
    ]


def test_roles_are_concepts_of_the_vocabulary(reference):
    vocabulary = resource_path("ontology", "vocabularies", "role.ttl").read_text(encoding="utf-8")
    posts = {thing.role for thing in reference if thing.kind == "Post"}
    assert all(f"role:{role} " in vocabulary for role in posts)


def test_fold():
    assert fold("The Côte d’Ivoire") == fold("COTE D'IVOIRE") == "cote divoire"
    assert fold("Kassym-Jomart") == fold("Kassym Jomart")


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Confédération suisse", "state/ch"),
        ("Estados Unidos Mexicanos", "state/mx"),
        ("Республика Казахстан", "state/kz"),
        ("大韩民国", "state/kr"),
        ("جمهورية مصر العربية", "state/eg"),
    ],
)
def test_states_have_official_names_in_other_languages(reference, name, id):
    assert [thing.id for thing in reference.find(name)] == [id]


def test_short_names_are_what_babel_says():
    pytest.importorskip("babel")
    built = runpy.run_path(str(FOLDER / "build_names.py"))["render_names"]()
    assert built == (FOLDER / "state-names.csv").read_text(encoding="utf-8")


# -- what an editor is told ----------------------------------------------------
def spoil(tables, table, line):
    with (tables / f"{table}.csv").open("a", encoding="utf-8") as handle:
        handle.write(line + "\n")


@pytest.mark.parametrize(
    ("table", "line", "kind"),
    [
        ("places", "place/elsewhere,Elsewhere,state/kz,not-an-id,City,,", "row"),
        ("places", "place/geneva-two,Geneva,state/ch,,City,,", "alias"),
        ("places", "place/elsewhere,Elsewhere,state/nowhere,,City,,", "dangling"),
        ("places", "place/elsewhere,Elsewhere,state/kz,Q30,City,,", "wikidata"),
        ("institutions", "organization/a,Alpha Body,,,,Forum,,organization/a,,,,", "cycle"),
        ("tenures", "person/volker-turk,post/un-secretary-general,2018,2019", "overlap"),
        ("tenures", "person/nobody,post/un-secretary-general,1900,1901", "tenure"),
        ("tenures", "person/volker-turk,post/kz-mayor,2019,2018", "tenure"),
        ("allowed", "alias,zembla,no such thing", "allowed"),
    ],
)
def test_a_spoilt_table_is_told(tables, table, line, kind):
    spoil(tables, table, line)
    assert kind in {problem.kind for problem in check_reference(tables)}


def test_check_command_exits_1_on_problems(tables):
    assert CliRunner().invoke(main, ["reference", "check"]).exit_code == 0
    spoil(tables, "places", "place/geneva-two,Geneva,state/ch,,City,,")
    result = CliRunner().invoke(main, ["reference", "check", str(tables)])
    assert result.exit_code == 1
    assert "place/geneva and place/geneva-two" in result.stdout


def test_a_table_with_a_short_row_does_not_load(tables):
    spoil(tables, "places", "place/elsewhere,Elsewhere")
    with pytest.raises(TableError, match="has 2 cells"):
        load_reference_from(tables)


def test_compare_command(tmp_path):
    run = CliRunner().invoke(main, ["names", "compare", "Murat Nurtleu", "Мұрат Нұртілеу", "--format", "csv"])
    assert run.exit_code == 0
    assert ",true," in run.stdout
    pairs = tmp_path / "pairs.csv"
    pairs.write_text(
        "name1,name2,type\nRufus Firefly,Rufus Fireflyy,Person\nUN,United Nations,Organization\n"
    )
    run = CliRunner().invoke(main, ["names", "compare", "--csv", str(pairs)])
    assert run.stdout.splitlines()[0] == "name1,name2,type,score,same"
    assert [line.rsplit(",", 1)[1] for line in run.stdout.splitlines()[1:]] == ["true", "true"]
    pairs.write_text("one,two\na,b\n")
    run = CliRunner().invoke(main, ["names", "compare", "--csv", str(pairs)])
    assert run.exit_code == 1
    assert "no column name1" in run.stderr
