package dev.parley.bench.socket;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A running server with its client's connections.
 *
 * @param durable whether a message is forced to disk before its ack
 */
record Target(String name, boolean durable, String label, Crowd crowd, ServerProcess process) {
    static InetSocketAddress local(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
