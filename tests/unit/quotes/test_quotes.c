/* Who speaks, of which kind a quotation is, and how it is written. */
#include "support.h"

static void the_speaker_may_stand_behind_the_verb(void **state)
{
    assert_string_equal(told(*state, "“We will go,” said Anna Berg, spokeswoman for the city."),
                        "direct/Anna Berg/said");
}

static void titles_before_the_name_belong_to_the_speaker(void **state)
{
    assert_string_equal(
        told(*state, "It was “too late” for that, city council spokesman Tom Berg said."),
        "mixed/city council spokesman Tom Berg/Tom Berg/said");
}

static void a_verb_in_the_middle_serves_both_sides(void **state)
{
    assert_string_equal(told(*state, "“If we go,” Anna said, “we will stay.”"),
                        "direct/Anna/said|direct/Anna/said");
}

static void all_fragments_belong_to_the_clause_that_reports_them(void **state)
{
    assert_string_equal(told(*state, "The “old bridge” is “not safe” for cars, the mayor said."),
                        "mixed/the mayor/said|mixed/the mayor/said");
}

static void a_verb_before_reaches_the_fragments_behind(void **state)
{
    assert_string_equal(
        told(*state, "Mayor Anna Berg, warned Tuesday that it was “not safe” at all."),
        "mixed/Mayor Anna Berg/Anna Berg/warned");
}

static void a_pronoun_keeps_its_place_and_gets_a_name(void **state)
{
    assert_string_equal(told(*state, "Mr. Tom Berg came late. “We will go,” he said. Mrs. Eva Lund "
                                     "laughed. “No,” she said."),
                        "direct/he/Tom Berg/said|direct/she/Eva Lund/said");
}

static void no_speaker_is_found_inside_what_is_said(void **state)
{
    assert_string_equal(told(*state, "“Tom said Eva lied to all of us.”"), "direct");
}

static void a_later_sentence_of_the_paragraph_has_the_same_speaker(void **state)
{
    assert_string_equal(told(*state, "“We will go,” Anna Berg said. “We will stay there.”"),
                        "direct/Anna Berg/said|direct/Anna Berg");
}

static void terms_are_listed_on_request_only(void **state)
{
    struct desk *desk = *state;
    const char *text = "They play in a band named “The Keys” in town.";
    assert_string_equal(quoted(desk, text), "");
    desk->settings.terms = true;
    assert_string_equal(told(desk, text), "term");
    desk->settings.terms = false;
}

static void rows_name_the_rule_when_asked(void **state)
{
    const struct gl_layer *layer = run_desk(*state, text_of("“We will go,” said Anna Berg."));
    assert_int_equal(layer->count, 1);
    assert_text_equal(gl_row_find_string(&layer->rows[0], "rule"), "quotation-verb-speaker");
    assert_text_equal(gl_row_find_string(&layer->rows[0], "kind_rule"), "opens-the-sentence");
}

static void the_plain_view_is_one_row_a_quotation(void **state)
{
    struct desk *desk = *state;
    run_desk(desk, text_of("É: no.\n\n“We\twill\ngo,” said Anna Berg."));
    plain_view(&gl_quotes_stage, &desk->document, NULL, &desk->out);
    gl_buffer_byte(&desk->out, '\0');
    assert_string_equal(desk->out.bytes, "8\t21\tdirect\tAnna Berg\tsaid\t“We will go,”\n");
}

static void a_transcript_needs_three_lines_and_a_name_twice(void **state)
{
    assert_string_equal(told(*state, "BERG: We go.\nLUND: We stay.\nBERG: Then stay."),
                        "direct/BERG|direct/LUND|direct/BERG");
    assert_string_equal(told(*state, "BERG: We go.\nLUND: We stay.\nHALE: Then stay."), "");
}

static void a_paragraph_set_in_behind_a_colon_is_said(void **state)
{
    assert_string_equal(told(*state, "Anna Berg wrote:\n\n    The bridge is old.\n\nTom left."),
                        "direct/Anna Berg/wrote");
    assert_string_equal(told(*state, "Anna Berg wrote:\n\nThe bridge is old.\n\nTom left."), "");
}

static void a_signature_names_the_speaker(void **state)
{
    assert_string_equal(told(*state, "“We will go there.”\n― Anna Berg, mayor"),
                        "direct/Anna Berg");
}

static void turns_in_a_dialogue_of_two_alternate(void **state)
{
    assert_string_equal(told(*state, "“Go,” said Anna.\n\n“No,” said Tom.\n\n“Go now.”"),
                        "direct/Anna/said|direct/Tom/said|direct/Anna");
}

static void french_dashes_open_turns_and_the_narrator_parts_them(void **state)
{
    struct desk *desk = *state;
    desk->language = "fr";
    const char *text = "— Oui, dit-il en riant, je viens.\n— Bien.\n— premier point";
    assert_string_equal(quoted(desk, text), "— Oui,|je viens.|— Bien.");
    desk->language = "en";
}

static void british_single_marks_are_speech_where_they_are_usual(void **state)
{
    assert_string_equal(quoted(*state, "‘The boys’ father,’ he said, ‘isn’t bad.’\n\n‘No!’"),
                        "‘The boys’ father,’|‘isn’t bad.’|‘No!’");
    assert_string_equal(quoted(*state, "“We go,” she said. “We go now.”\n\n‘Go Now’\n\n“Yes.”"),
                        "“We go,”|“We go now.”|“Yes.”");
}

static void indirect_speech_is_found_on_demand(void **state)
{
    struct desk *desk = *state;
    const char *text = "Anna Berg said that the bridge was old.";
    assert_string_equal(quoted(desk, text), "");
    desk->settings.indirect = true;
    assert_string_equal(quoted(desk, text), "the bridge was old");
    desk->settings.indirect = false;
}

static void only_sure_speakers_on_demand(void **state)
{
    struct desk *desk = *state;
    const char *text = "“We will go,” said Anna. The bridge is “not safe” and old, Tom Berg wrote.";
    desk->settings.speakers = GL_SPEAKERS_SURE;
    assert_string_equal(told(desk, text), "direct/Anna/said|mixed");
    desk->settings.speakers = GL_SPEAKERS_ALL;
}

static void a_rule_that_decides_nothing_is_refused(void **state)
{
    (void)state;
    struct desk desk;
    const char *yaml = "galley: 1\nlayer: quotes\nlanguage: en\nrules:\n  - name: idle\n"
                       "    match: 'x'\n    examples: ['x']\n";
    assert_int_equal(open_desk(&desk, yaml), GALLEY_BAD_RULES);
    assert_non_null(strstr(desk.error.what, "decides nothing"));
    assert_int_equal(desk.error.line, 5);
    close_desk(&desk);
}

static void a_word_added_to_a_list_is_a_verb_of_saying(void **state)
{
    struct desk desk;
    const char *yaml = "galley: 1\nlayer: quotes\nlanguage: en\nwords:\n  say: [warbled]\n";
    assert_string_equal(told(*state, "“We will go there at noon,” Anna Berg warbled."), "direct");
    assert_int_equal(open_desk(&desk, yaml), GALLEY_OK);
    assert_string_equal(told(&desk, "“We will go there at noon,” Anna Berg warbled."),
                        "direct/Anna Berg/warbled");
    close_desk(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_speaker_may_stand_behind_the_verb),
        cmocka_unit_test(titles_before_the_name_belong_to_the_speaker),
        cmocka_unit_test(a_verb_in_the_middle_serves_both_sides),
        cmocka_unit_test(all_fragments_belong_to_the_clause_that_reports_them),
        cmocka_unit_test(a_verb_before_reaches_the_fragments_behind),
        cmocka_unit_test(a_pronoun_keeps_its_place_and_gets_a_name),
        cmocka_unit_test(no_speaker_is_found_inside_what_is_said),
        cmocka_unit_test(a_later_sentence_of_the_paragraph_has_the_same_speaker),
        cmocka_unit_test(terms_are_listed_on_request_only),
        cmocka_unit_test(rows_name_the_rule_when_asked),
        cmocka_unit_test(the_plain_view_is_one_row_a_quotation),
        cmocka_unit_test(a_transcript_needs_three_lines_and_a_name_twice),
        cmocka_unit_test(a_paragraph_set_in_behind_a_colon_is_said),
        cmocka_unit_test(a_signature_names_the_speaker),
        cmocka_unit_test(turns_in_a_dialogue_of_two_alternate),
        cmocka_unit_test(french_dashes_open_turns_and_the_narrator_parts_them),
        cmocka_unit_test(british_single_marks_are_speech_where_they_are_usual),
        cmocka_unit_test(indirect_speech_is_found_on_demand),
        cmocka_unit_test(only_sure_speakers_on_demand),
        cmocka_unit_test(a_rule_that_decides_nothing_is_refused),
        cmocka_unit_test(a_word_added_to_a_list_is_a_verb_of_saying),
    };
    return cmocka_run_group_tests_name("quotes", tests, open_english, close_english);
}
