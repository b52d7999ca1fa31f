@NullMarked
package dev.parley.domain;

import org.jspecify.annotations.NullMarked;
