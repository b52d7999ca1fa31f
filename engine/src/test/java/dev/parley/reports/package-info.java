/** Tests of reports by the hour. */
@NullMarked
package dev.parley.reports;

import org.jspecify.annotations.NullMarked;
