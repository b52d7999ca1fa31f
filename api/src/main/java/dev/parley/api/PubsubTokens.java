package dev.parley.api;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Short-lived signed tokens by which a visitor's page opens its socket: JWT, HS256, under a secret
 * of this process. A restart voids them; the page reads its contact again and gets a new one. Any
 * thread.
 */
final class PubsubTokens {
    private static final String AUDIENCE = "parley-ws";
    private static final int SECRET_BYTES = 32;

    private final byte[] secret = new byte[SECRET_BYTES];
    private final InstantSource clock;
    private final Duration life;

    PubsubTokens(RandomGenerator random, InstantSource clock, Duration life) {
        random.nextBytes(secret);
        this.clock = clock;
        this.life = life;
    }

    /** A token for {@code visitor}, good from now on for the configured life. */
    String issue(long visitor) {
        Instant now = clock.instant();
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader(JWSAlgorithm.HS256),
                        new JWTClaimsSet.Builder()
                                .subject(Long.toString(visitor))
                                .audience(AUDIENCE)
                                .expirationTime(Date.from(now.plus(life)))
                                .build());
        try {
            token.sign(new MACSigner(secret));
        } catch (JOSEException e) {
            throw new IllegalStateException("HS256 of the JDK failed to sign", e);
        }
        return token.serialize();
    }

    /** The visitor whom this token stands for; empty for any that is forged, foreign or expired. */
    Optional<Long> visitor(String token) {
        try {
            SignedJWT parsed = SignedJWT.parse(token);
            // The verifier alone would take whatever algorithm of the family the header names.
            if (!JWSAlgorithm.HS256.equals(parsed.getHeader().getAlgorithm())
                    || !parsed.verify(new MACVerifier(secret))) {
                return Optional.empty();
            }
            JWTClaimsSet claims = parsed.getJWTClaimsSet();
            Date expires = claims.getExpirationTime();
            if (expires == null
                    || !clock.instant().isBefore(expires.toInstant())
                    || !claims.getAudience().contains(AUDIENCE)) {
                return Optional.empty();
            }
            return Optional.of(Long.parseLong(claims.getSubject()));
        } catch (ParseException | JOSEException | NumberFormatException _) {
            return Optional.empty();
        }
    }
}
