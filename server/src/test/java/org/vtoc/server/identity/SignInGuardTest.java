package org.vtoc.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.testing.TestClock;

class SignInGuardTest {
    private final TestClock clock = new TestClock();
    private final SignInGuard guard = new SignInGuard(clock);

    @Test
    void aStrangerElsewhereCantLockAUserOut() {
        for (int host = 1; host <= 7; host++) {
            fail("victim", "10.0.1." + host, 4);
        }

        assertLocked("victim", "10.0.1.1");
        assertFree("victim", "10.0.2.1");
    }

    @Test
    void anAddressThatTriesManyAccountsWaitsButNotForThoseWhoSignedInFromIt() {
        guard.succeeded("neighbour", address("10.0.3.1"));
        for (int account = 0; account < 10; account++) {
            fail("guess" + account, "10.0.3.1", 4);
        }

        assertLocked("guess99", "10.0.3.1");
        assertFree("neighbour", "10.0.3.1");
        assertFree("guess99", "10.0.3.2");
    }

    @Test
    void theWaitGrowsToAQuarterOfAnHourAndIsForgottenAfterAQuietHour() {
        fail("ada", "10.0.4.1", 50);
        assertThatThrownBy(() -> guard.check("ada", address("10.0.4.1")))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(
                                refusal.retryAfter().orElseThrow())
                        .isBetween(
                                Duration.ofMinutes(15), Duration.ofMinutes(15).plusSeconds(1)));

        clock.advance(Duration.ofHours(1).plusSeconds(1));

        fail("ada", "10.0.4.1", 4);
        assertFree("ada", "10.0.4.1");
    }

    @Test
    void theAddressesOfOneIpv6NetworkCountAsOne() {
        for (int host = 1; host <= 5; host++) {
            fail("ada", "2001:db8::" + host, 1);
        }

        assertLocked("ada", "2001:db8::ffff");
        assertFree("ada", "2001:db8:0:1::1");
    }

    @Test
    void aFloodOfNamesAndAddressesIsForgottenBeforeItFillsTheMemory() {
        for (int i = 0; i < 100_000; i++) {
            guard.failed("name" + i, address("10.%d.%d.%d".formatted(i >> 16, (i >> 8) & 255, i & 255)));
        }

        fail("ada", "192.0.2.1", 5);
        assertLocked("ada", "192.0.2.1");
        assertFree("name1", "10.0.0.1");
    }

    private void fail(String account, String address, int times) {
        for (int i = 0; i < times; i++) {
            guard.failed(account, address(address));
        }
    }

    private void assertLocked(String account, String address) {
        assertThatThrownBy(() -> guard.check(account, address(address)))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.code())
                        .isEqualTo(IdentityError.SIGN_IN_LOCKED));
    }

    private void assertFree(String account, String address) {
        assertThatCode(() -> guard.check(account, address(address))).doesNotThrowAnyException();
    }

    private static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }
}
