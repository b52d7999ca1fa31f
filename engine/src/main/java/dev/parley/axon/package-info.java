/**
 * Axon Framework in front of the ring, and behind the log.
 *
 * <pre>
 *   caller's thread                                                        ring
 *   CommandGateway -> CorrelationInterceptor -> TenantInterceptor
 *      -> ValidationInterceptor -> RingCommandBus --(dev.parley.domain.Command)--> Engine.submit -> slot
 *                                       |
 *                                       +--(any other command)--> the ordinary bus given to it
 * </pre>
 *
 * The same configuration holds what lies behind the log: processors of cold projections ({@code
 * axon.processors}), entities and their handlers. Axon never runs on a ring thread. What of Axon
 * does not apply to a ring command (handler interceptors, unit of work, event bus, ...) is listed
 * by {@code AxonLimitsTest}, each shown. Imported by the root package.
 */
@NullMarked
package dev.parley.axon;

import org.jspecify.annotations.NullMarked;
