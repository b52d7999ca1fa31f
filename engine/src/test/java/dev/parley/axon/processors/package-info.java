/**
 * Processors over Axon's engine in memory and over the one that is shipped, with a projection that
 * fails and dies when told to.
 */
@NullMarked
package dev.parley.axon.processors;

import org.jspecify.annotations.NullMarked;
