package dev.parley.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;

final class PubsubTokensTest {
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
    private final PubsubTokens tokens = tokens(1);

    private PubsubTokens tokens(long seed) {
        return new PubsubTokens(new SplittableRandom(seed), now::get, Duration.ofMinutes(1));
    }

    @Test
    void namesTheVisitorUntilItExpires() {
        String token = tokens.issue(42);
        now.updateAndGet(time -> time.plusSeconds(59));
        assertEquals(Optional.of(42L), tokens.visitor(token));
        now.updateAndGet(time -> time.plusSeconds(1));
        assertTrue(tokens.visitor(token).isEmpty());
    }

    @Test
    void refusesATokenOfAnotherSecret() {
        assertTrue(tokens.visitor(tokens(2).issue(42)).isEmpty());
    }

    @Test
    void refusesAChangedOrUnsignedToken() {
        String token = tokens.issue(42);
        String payload = token.split("\\.", -1)[1];
        String none = encode("{\"alg\":\"none\"}") + "." + payload + ".";
        String longer =
                encode("{\"alg\":\"HS512\"}") + "." + payload + "." + token.split("\\.", -1)[2];
        for (String bad :
                new String[] {none, longer, "", "a.b.c", token.substring(1), token + "x"}) {
            assertTrue(tokens.visitor(bad).isEmpty(), bad);
        }
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
