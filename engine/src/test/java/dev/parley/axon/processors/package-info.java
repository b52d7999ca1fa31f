/** Processors over Axon's engine in memory, with a projection that fails and dies when told to. */
@NullMarked
package dev.parley.axon.processors;

import org.jspecify.annotations.NullMarked;
