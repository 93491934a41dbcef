/* Chartproof for other languages: findings of notes, and cases held against a policy.

   Every function may be called from many threads at once. Text is UTF-8. None of them keeps a
   pointer that it is given, prints anything, or ends the process because of what it is given: a null
   pointer where a value is needed and an engine that is not, or no longer, there are bad calls. */
#ifndef CHARTPROOF_H
#define CHARTPROOF_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a call came to. */
typedef enum chartproof_status {
  CHARTPROOF_OK = 0,
  /* The call's words are off: a value is missing, a date is none, a case is no JSON. */
  CHARTPROOF_BAD_CALL = 1,
  /* The lexicon or the policy cannot be used. */
  CHARTPROOF_BAD_KNOWLEDGE = 2,
  /* The note, or every document of the case, cannot be read. */
  CHARTPROOF_UNREADABLE = 3
} chartproof_status;

/* What a call gives: its result, or what is wrong and what to do, without words of a note.

   A byte 0 follows the bytes. Free it with chartproof_answer_free; an answer may be null where it is
   not wanted. */
typedef struct chartproof_answer {
  char *bytes;
  size_t size;
} chartproof_answer;

/* Lexicon and policy, compiled; it takes 30 ms and is to be shared. */
typedef struct chartproof_engine chartproof_engine;

/* A note. */
typedef struct chartproof_note {
  /* Its name; null for "note". */
  const char *id;
  /* All of it, in any encoding that a file may have, and its size in bytes. */
  const char *text;
  size_t size;
  /* "text", "html" or "cda"; null where its content is to tell. */
  const char *format;
  /* Its date as YYYY-MM-DD; null where it is not known, or the note says so itself. */
  const char *date;
} chartproof_note;

/* The version of the library, for as long as the process lives. */
const char *chartproof_version(void);

/* Makes an engine, to be freed with chartproof_engine_free.

   lexicons: a folder of lexicon files; null for those in the library.
   policy: the name of a policy in the library, or the path of a file; null for "cmm-607".
   engine: set to the engine, or to null.
   message: what is wrong, a line a problem; empty where nothing is. */
chartproof_status chartproof_engine_create(const char *lexicons, const char *policy,
                                           chartproof_engine **engine, chartproof_answer *message);

/* Frees an engine as soon as no call is at work with it. */
void chartproof_engine_free(chartproof_engine *engine);

/* The findings of a note: the line that `chartproof extract --ndjson` answers, line end included. */
chartproof_status chartproof_extract(const chartproof_engine *engine, const chartproof_note *note,
                                     chartproof_answer *answer);

/* The findings of a note as rows of NOTE_NLP, with their header: what
   `chartproof extract --format omop` prints. nlp_date is the day of the run, as YYYY-MM-DD. */
chartproof_status chartproof_note_nlp(const chartproof_engine *engine, const chartproof_note *note,
                                      const char *nlp_date, chartproof_answer *answer);

/* A case held against the policy: the line that `chartproof screen --format ndjson` prints, line end
   included. The case is JSON of `size` bytes:

     {"case": "its name",
      "reference_date": "2026-01-12", "codes": ["22514"], "levels": ["L1"],
      "documents": [{"id": "visit.txt", "text": "..."},
                    {"id": "mri.html", "base64": "...", "media_type": "text/html"}]}

   Of the request each part may be null or absent, so may a media type: the content tells then. What
   documents cannot be read the warnings of the screening name. */
chartproof_status chartproof_screen(const chartproof_engine *engine, const char *case_json,
                                    size_t size, chartproof_answer *answer);

/* What the reader made of the documents of a case, as `chartproof read` prints it, on one line: the
   text that the offsets of findings count in. Documents that cannot be read are left out. */
chartproof_status chartproof_read(const chartproof_engine *engine, const char *case_json, size_t size,
                                  chartproof_answer *answer);

/* Frees the bytes of an answer and empties it. */
void chartproof_answer_free(chartproof_answer *answer);

#ifdef __cplusplus
}
#endif
#endif
