/** State of visitors: what a decision needs of a customer, no name and no text. */
@NullMarked
package dev.parley.domain.visitor;

import org.jspecify.annotations.NullMarked;
