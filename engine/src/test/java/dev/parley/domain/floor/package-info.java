@NullMarked
package dev.parley.domain.floor;

import org.jspecify.annotations.NullMarked;
