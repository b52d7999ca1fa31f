/**
 * The {@code parley} command, a class a verb.
 *
 * <pre>
 *   Main -+- serve                                  engine, API, pages
 *         +- import                                 the only other verb that takes the lock
 *         `- verify events replay transcript report   read only: OpenLog, beside a live server too
 * </pre>
 *
 * Exit codes: 0 done, 1 the check found something, 2 wrong usage, 3 the environment failed. Errors
 * go to stderr in one line with what to do about it. Data goes to stdout, in UTF-8 whatever the
 * locale. The one package that reads clock, environment and chance.
 */
@NullMarked
package dev.parley.ops;

import org.jspecify.annotations.NullMarked;
