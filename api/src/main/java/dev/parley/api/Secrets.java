package dev.parley.api;

import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * Makes what nobody may guess: 128 random bits as 22 characters that fit into a URL. Any thread.
 */
public final class Secrets {
    private static final int BYTES = 16;

    private final RandomGenerator random;

    /**
     * {@code random} must be unpredictable and safe for many threads: SecureRandom but in tests.
     */
    public Secrets(RandomGenerator random) {
        this.random = random;
    }

    public String make() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
