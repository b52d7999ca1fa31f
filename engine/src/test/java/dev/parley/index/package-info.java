/** The index on disk against a list of facts searched from end to end. */
@NullMarked
package dev.parley.index;

import org.jspecify.annotations.NullMarked;
