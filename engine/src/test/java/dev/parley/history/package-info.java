/** Seeded random histories of a shard, for tests of whatever folds events. */
@NullMarked
package dev.parley.history;

import org.jspecify.annotations.NullMarked;
