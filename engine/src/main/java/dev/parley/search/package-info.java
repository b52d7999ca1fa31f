/**
 * Full-text search over transcripts: a cold projection that keeps a Lucene index in DIR/search.
 *
 * <pre>
 *   processor's thread    TranscriptSearch.on -> Sealer opens -> Words, Forms -> IndexWriter
 *   "parley-search"       each second: Lucene commit (documents + next position), forgetting of erased keys
 *   any thread            TranscriptSearch.search -> QueryWords -> Asking -> Hit <- text from the log, by position
 *   tools                 StoredSearch: the same questions to the last commit, beside a live server
 *
 *   conversation document   c id | row: account, shop, number
 *   message document        m id, a account, s shop, k key id, t time, p position | row: what a hit shows
 *                           x every word as written, with its place: phrases, quoted words
 *                           f forms that differ from the word, without place: folded, stems tagged by language
 * </pre>
 *
 * The index holds terms in the clear and no text: what a hit shows is opened from the log with its
 * key, so that a text whose key is erased cannot be shown, whatever the index still holds. Files
 * are their owner's alone. Safe to delete: a replay makes it again. Imported by the root package.
 */
@NullMarked
package dev.parley.search;

import org.jspecify.annotations.NullMarked;
