/* Every file of lexicons/ and policies/ goes into the program, so that it runs from anywhere.
   A test holds this list against the folders. */
#include "bundled_data.h"

#define DATA(name) static const unsigned char name[]

DATA(concepts) = {
#embed "../../lexicons/concepts.tsv"
};
DATA(contractions) = {
#embed "../../lexicons/contractions.tsv"
};
DATA(cues_context) = {
#embed "../../lexicons/cues/context.tsv"
};
DATA(cues_qualities) = {
#embed "../../lexicons/cues/qualities.tsv"
};
DATA(documents) = {
#embed "../../lexicons/documents.tsv"
};
DATA(given) = {
#embed "../../lexicons/given.tsv"
};
DATA(holidays) = {
#embed "../../lexicons/holidays.tsv"
};
DATA(section_kinds) = {
#embed "../../lexicons/section-kinds.tsv"
};
DATA(sections) = {
#embed "../../lexicons/sections.tsv"
};
DATA(terms_conditions) = {
#embed "../../lexicons/terms/conditions.tsv"
};
DATA(terms_drugs) = {
#embed "../../lexicons/terms/drugs.tsv"
};
DATA(terms_function) = {
#embed "../../lexicons/terms/function.tsv"
};
DATA(terms_measures) = {
#embed "../../lexicons/terms/measures.tsv"
};
DATA(terms_procedures) = {
#embed "../../lexicons/terms/procedures.tsv"
};
DATA(terms_statements) = {
#embed "../../lexicons/terms/statements.tsv"
};
DATA(terms_therapy) = {
#embed "../../lexicons/terms/therapy.tsv"
};
DATA(words) = {
#embed "../../lexicons/words.tsv"
};
DATA(policy_cmm_607) = {
#embed "../../policies/cmm-607.yaml"
};
DATA(policy_cmm_607_tests) = {
#embed "../../policies/cmm-607.tests.yaml"
};

#define ENTRY(path, name) {path, name, sizeof name}

static const bundled_file files[] = {
    ENTRY("lexicons/concepts.tsv", concepts),
    ENTRY("lexicons/contractions.tsv", contractions),
    ENTRY("lexicons/cues/context.tsv", cues_context),
    ENTRY("lexicons/cues/qualities.tsv", cues_qualities),
    ENTRY("lexicons/documents.tsv", documents),
    ENTRY("lexicons/given.tsv", given),
    ENTRY("lexicons/holidays.tsv", holidays),
    ENTRY("lexicons/section-kinds.tsv", section_kinds),
    ENTRY("lexicons/sections.tsv", sections),
    ENTRY("lexicons/terms/conditions.tsv", terms_conditions),
    ENTRY("lexicons/terms/drugs.tsv", terms_drugs),
    ENTRY("lexicons/terms/function.tsv", terms_function),
    ENTRY("lexicons/terms/measures.tsv", terms_measures),
    ENTRY("lexicons/terms/procedures.tsv", terms_procedures),
    ENTRY("lexicons/terms/statements.tsv", terms_statements),
    ENTRY("lexicons/terms/therapy.tsv", terms_therapy),
    ENTRY("lexicons/words.tsv", words),
    ENTRY("policies/cmm-607.yaml", policy_cmm_607),
    ENTRY("policies/cmm-607.tests.yaml", policy_cmm_607_tests),
};

size_t bundled_file_count(void) { return sizeof files / sizeof files[0]; }

bundled_file bundled_file_at(size_t index) { return files[index]; }
