/**
 * The engine as a whole: {@code Engine} puts log, ring, projections and index together, {@link
 * dev.parley.EngineConfig} says how. The only package that builds adapters.
 */
@NullMarked
package dev.parley;

import org.jspecify.annotations.NullMarked;
