@NullMarked
package dev.parley.ops;

import org.jspecify.annotations.NullMarked;
