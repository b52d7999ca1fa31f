/**
 * The shape of the code, as tests: which layer may import what, where time and chance may come
 * from, no circles. The engine runs them over itself, ops over everything that runs; both compile
 * this one source directory.
 */
@NullMarked
package dev.parley.architecture;

import org.jspecify.annotations.NullMarked;
