package org.vtoc.server.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SealTest {
    private final Seal seal = new Seal(new byte[32]);

    @Test
    void whatIsSealedOpensWithItsKeyAtItsPlaceAlone() {
        String sealed = seal.close("a secret", "here");

        assertThat(sealed).doesNotContain("secret").isNotEqualTo(seal.close("a secret", "here"));
        assertThat(seal.open(sealed, "here")).isEqualTo("a secret");
        assertThatThrownBy(() -> seal.open(sealed, "there")).isInstanceOf(IllegalStateException.class);
        byte[] other = new byte[32];
        other[0] = 1;
        assertThatThrownBy(() -> new Seal(other).open(sealed, "here")).isInstanceOf(IllegalStateException.class);
    }
}
