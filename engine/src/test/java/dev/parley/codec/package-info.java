@NullMarked
package dev.parley.codec;

import org.jspecify.annotations.NullMarked;
