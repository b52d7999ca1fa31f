package dev.parley.bench.socket;

/**
 * Who a connection speaks for.
 *
 * @param token by which the server knows it
 * @param conversation into which a visitor posts; 0 for agents
 */
record Session(boolean agent, String token, long conversation) {
    static Session visitor(String token, long conversation) {
        return new Session(false, token, conversation);
    }

    static Session agent(String token) {
        return new Session(true, token, 0);
    }
}
