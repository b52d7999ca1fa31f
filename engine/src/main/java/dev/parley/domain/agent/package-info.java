/** State of agents: presence, capacity and what each has. */
@NullMarked
package dev.parley.domain.agent;

import org.jspecify.annotations.NullMarked;
