/** State of conversations, and the idempotency keys that each remembers. */
@NullMarked
package dev.parley.domain.conversation;

import org.jspecify.annotations.NullMarked;
