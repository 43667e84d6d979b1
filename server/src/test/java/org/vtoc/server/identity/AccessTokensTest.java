package org.vtoc.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.vtoc.server.testing.TestClock;

class AccessTokensTest {
    private static final UUID USER = new UUID(1, 2);
    private static final UUID SESSION = new UUID(3, 4);

    private final TestClock clock = new TestClock();
    private final AccessTokens tokens = new AccessTokens(new byte[32], clock);

    @Test
    void aTokenSaysWhoAndUntilWhen() {
        AccessTokens.Claims claims = tokens.read(tokens.issue(USER, SESSION)).orElseThrow();

        assertThat(claims.user()).isEqualTo(USER);
        assertThat(claims.session()).isEqualTo(SESSION);
        assertThat(claims.expires()).isEqualTo(clock.instant().plus(Duration.ofMinutes(30)));
    }

    @Test
    void aTokenIsRefusedOnceItsTimeIsUpWhetherSeenBeforeOrNot() {
        String seen = tokens.issue(USER, SESSION);
        String unseen = tokens.issue(USER, new UUID(5, 6));
        assertThat(tokens.read(seen)).isPresent();

        clock.advance(Duration.ofMinutes(30));

        assertThat(tokens.read(seen)).isEmpty();
        assertThat(tokens.read(unseen)).isEmpty();
    }

    @Test
    void aTokenWithAnyCharacterChangedIsRefused() {
        String token = tokens.issue(USER, SESSION);
        for (int i = 0; i < token.length() - 1; i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(tokens.read(token.substring(0, i) + other + token.substring(i + 1)))
                    .as("character %d", i)
                    .isEmpty();
        }
    }

    @Test
    void aTokenOfAnotherKeyAlgorithmOrOfNoneIsRefused()
            throws com.nimbusds.jose.JOSEException, java.text.ParseException {
        JWTClaimsSet claims = SignedJWT.parse(tokens.issue(USER, SESSION)).getJWTClaimsSet();
        String keyId = SignedJWT.parse(tokens.issue(USER, SESSION)).getHeader().getKeyID();
        byte[] otherSeed = new byte[32];
        Arrays.fill(otherSeed, (byte) 1);
        var shared = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(keyId).build(), claims);
        shared.sign(new MACSigner(new byte[32]));
        String none = new PlainJWT(claims).serialize();
        String[] parts = tokens.issue(USER, SESSION).split("\\.", -1);
        String noneWithOurSignature =
                base64("{\"alg\":\"none\",\"kid\":\"%s\"}".formatted(keyId)) + "." + parts[1] + "." + parts[2];

        assertThat(tokens.read(new AccessTokens(otherSeed, clock).issue(USER, SESSION)))
                .isEmpty();
        assertThat(tokens.read(shared.serialize())).isEmpty();
        assertThat(tokens.read(none)).isEmpty();
        assertThat(tokens.read(noneWithOurSignature)).isEmpty();
        for (String garbage : new String[] {"", ".", "..", "a.b.c", "x".repeat(100_000), "\u0000", "eyJ.eyJ.eyJ"}) {
            assertThat(tokens.read(garbage)).isEmpty();
        }
    }

    @Test
    void theKeyIsTheSameAfterARestart() {
        assertThat(new AccessTokens(new byte[32], clock).read(tokens.issue(USER, SESSION)))
                .isPresent();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
