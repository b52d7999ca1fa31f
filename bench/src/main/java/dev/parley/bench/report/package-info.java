/**
 * The report, made from the files of an OUT directory alone, ours and peers'.
 *
 * <pre>
 *  *.jsonl, *.hgrm, *.csv, environment.json --> Findings --> Table (Row each) --> results.json
 *                                                  `------> Charts (Plot) -----> Page --> index.html
 * </pre>
 *
 * The page holds everything in itself: no script, no network. A row that was not measured stays and
 * says why.
 */
@NullMarked
package dev.parley.bench.report;

import org.jspecify.annotations.NullMarked;
