/** State of accounts, shops and inboxes: plain fields that the floor's thread owns. */
@NullMarked
package dev.parley.domain.shop;

import org.jspecify.annotations.NullMarked;
