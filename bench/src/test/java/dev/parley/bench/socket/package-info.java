@NullMarked
package dev.parley.bench.socket;

import org.jspecify.annotations.NullMarked;
