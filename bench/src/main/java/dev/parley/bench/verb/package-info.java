/**
 * The verbs of {@code parley bench}, a class each; thin, since the launcher reads them at every
 * start of any verb. What they do is in {@code load}, {@code report} and {@code guard}.
 */
@NullMarked
package dev.parley.bench.verb;

import org.jspecify.annotations.NullMarked;
