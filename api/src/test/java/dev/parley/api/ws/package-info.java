@NullMarked
package dev.parley.api.ws;

import org.jspecify.annotations.NullMarked;
