@NullMarked
package dev.parley.bench.verb;

import org.jspecify.annotations.NullMarked;
