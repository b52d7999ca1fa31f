/**
 * The agents' desk: canned replies, labels, saved views. What routing never needs, as event-sourced
 * entities of Axon; the pattern for a user's own.
 *
 * <pre>
 *   caller's thread                                            log                  a processor's thread
 *   DeskCommand -> Desk.send -> gateway -> DeskValidation
 *      -> handler (CannedReplyHandlers, ...)
 *           entities, folded from their tags     decide
 *           DeskEvent with tags                  append  ->   conditional append -> DeskView (ColdProjection)
 *      <- DeskAnswer, once DeskView has seen it
 * </pre>
 *
 * What must hold under concurrency is a tag: a handler loads the entities it decides by, and the
 * append is refused where an event with a tag of one of them came in between. Two agents who take
 * the same short code meet in the tag {@code shortCode}; two who write different replies meet
 * nowhere but in the count.
 *
 * <table>
 *   <caption>Entities</caption>
 *   <tr><td>{@code CannedReply}, {@code Label}</td><td>one of them, by number</td></tr>
 *   <tr><td>{@code Claim}: {@code ShortCode}, {@code LabelTitle}</td><td>who has a name</td></tr>
 *   <tr><td>{@code Census}: {@code CannedReplies}, {@code Labels}</td><td>how many an account has, and its last number</td></tr>
 *   <tr><td>{@code ConversationLabels}</td><td>of one conversation</td></tr>
 *   <tr><td>{@code SavedViews}</td><td>all of one agent: few, one writer, so one entity</td></tr>
 * </table>
 *
 * How to add an entity, step by step: engine/ENTITIES.md. Imported by the root package and {@code
 * api}.
 */
@NullMarked
package dev.parley.desk;

import org.jspecify.annotations.NullMarked;
