/**
 * The report, made from the files of an OUT directory alone, ours and peers'.
 *
 * <pre>
 *  *.jsonl, *.hgrm, *.csv, environment.json --> Findings --> Table (Row each) --> results.json
 *                                                  `------> Charts (Plot) -----> Page --> index.html
 *     (Page: Verdicts, Reasons with Tried and Profile, Charts, Measurements, Facts)
 * </pre>
 *
 * The page holds everything in itself: no script, no network. A row that was not measured stands at
 * its end and says why.
 */
@NullMarked
package dev.parley.bench.report;

import org.jspecify.annotations.NullMarked;
