package org.vtoc.server.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Access tokens: JWTs signed with Ed25519 (RFC 8037) by one key, which is derived from the installation's master key.
/// No other algorithm and no other key is taken. Thread-safe.
final class AccessTokens {
    static final Duration LIFETIME = Duration.ofMinutes(30);

    private static final String ISSUER = "vtoc";
    private static final String AUDIENCE = "vtoc";
    private static final String SESSION = "sid";
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final int MAX_LENGTH = 1024;
    private static final int REMEMBERED = 20_000;

    /// What a good token says.
    record Claims(UUID user, UUID session, Instant expires) {}

    private final KeyPair pair;
    private final String keyId;
    private final InstantSource clock;

    /// Tokens whose signature was found good, by their SHA-256: a look-up costs a microsecond, a signature hundreds.
    private final Map<ByteBuffer, Claims> verified = new ConcurrentHashMap<>();

    /// @param seed 32 secret bytes: the private key (RFC 8032, 5.1.5)
    AccessTokens(byte[] seed, InstantSource clock) {
        this.pair = pair(seed);
        this.keyId = HexFormat.of()
                .formatHex(Digest.of(HexFormat.of().formatHex(pair.getPublic().getEncoded())), 0, 8);
        this.clock = clock;
    }

    String issue(UUID user, UUID session) {
        Instant now = clock.instant();
        var claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(user.toString())
                .claim(SESSION, session.toString())
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .build();
        var header = new JWSHeader.Builder(JWSAlgorithm.EdDSA)
                .type(JOSEObjectType.JWT)
                .keyID(keyId)
                .build();
        var token = new SignedJWT(header, claims);
        try {
            token.sign(new Ed25519());
        } catch (JOSEException failure) {
            throw new IllegalStateException("an access token can't be signed", failure);
        }
        return token.serialize();
    }

    /// What the token says, if we signed it and it holds now.
    Optional<Claims> read(String token) {
        if (token.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var key = ByteBuffer.wrap(Digest.of(token));
        Claims known = verified.get(key);
        if (known != null) {
            if (clock.instant().isBefore(known.expires())) {
                return Optional.of(known);
            }
            verified.remove(key);
            return Optional.empty();
        }
        Optional<Claims> claims = verify(token);
        claims.ifPresent(good -> remember(key, good));
        return claims;
    }

    private void remember(ByteBuffer key, Claims claims) {
        if (verified.size() >= REMEMBERED) {
            Instant now = clock.instant();
            verified.values().removeIf(old -> !now.isBefore(old.expires()));
            if (verified.size() >= REMEMBERED) {
                verified.clear();
            }
        }
        verified.put(key, claims);
    }

    private Optional<Claims> verify(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWSHeader header = jwt.getHeader();
            if (!JWSAlgorithm.EdDSA.equals(header.getAlgorithm())
                    || !keyId.equals(header.getKeyID())
                    || !jwt.verify(new Ed25519())) {
                return Optional.empty();
            }
            return claims(jwt.getJWTClaimsSet());
        } catch (ParseException | JOSEException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Optional<Claims> claims(JWTClaimsSet set) throws ParseException {
        Instant now = clock.instant();
        Optional<Instant> expires = time(set.getExpirationTime()).filter(now::isBefore);
        Optional<Instant> from =
                time(set.getNotBeforeTime()).filter(begin -> !now.plus(SKEW).isBefore(begin));
        if (expires.isEmpty()
                || from.isEmpty()
                || !ISSUER.equals(set.getIssuer())
                || !set.getAudience().equals(List.of(AUDIENCE))) {
            return Optional.empty();
        }
        return Optional.of(new Claims(
                UUID.fromString(String.valueOf(set.getSubject())),
                UUID.fromString(String.valueOf(set.getStringClaim(SESSION))),
                expires.get()));
    }

    private static Optional<Instant> time(@Nullable Date date) {
        return Optional.ofNullable(date).map(Date::toInstant);
    }

    /// The JDK makes a public key only together with its private one, out of the 32 bytes that it asks its source of
    /// randomness for; ours gives the seed.
    private static KeyPair pair(byte[] seed) {
        if (seed.length != 32) {
            throw new IllegalArgumentException("an Ed25519 seed has 32 bytes");
        }
        var source = new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(seed, 0, bytes, 0, bytes.length);
            }
        };
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, source);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("every JDK has Ed25519", failure);
        }
    }

    /// The library's own Ed25519 needs another library; the JDK has it.
    private final class Ed25519 implements JWSSigner, JWSVerifier {
        private final JCAContext context = new JCAContext();

        @Override
        public Base64URL sign(JWSHeader header, byte[] input) throws JOSEException {
            try {
                Signature signature = Signature.getInstance("Ed25519");
                signature.initSign(pair.getPrivate());
                signature.update(input);
                return Base64URL.encode(signature.sign());
            } catch (GeneralSecurityException failure) {
                throw new JOSEException("can't sign", failure);
            }
        }

        @Override
        public boolean verify(JWSHeader header, byte[] input, Base64URL signed) throws JOSEException {
            try {
                Signature signature = Signature.getInstance("Ed25519");
                signature.initVerify(pair.getPublic());
                signature.update(input);
                return signature.verify(signed.decode());
            } catch (GeneralSecurityException failure) {
                throw new JOSEException("not a signature", failure);
            }
        }

        @Override
        public Set<JWSAlgorithm> supportedJWSAlgorithms() {
            return Set.of(JWSAlgorithm.EdDSA);
        }

        @Override
        public JCAContext getJCAContext() {
            return context;
        }
    }
}
