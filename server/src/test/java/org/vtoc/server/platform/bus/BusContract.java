package org.vtoc.server.platform.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vtoc.server.testing.Eventually;

/// What every bus promises, as two processes see it.
abstract class BusContract {
    /// The bus of the process that listens.
    abstract Bus here();

    /// The bus of the process that tells; where there is one process, the same.
    abstract Bus there();

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Returns when what is told from now on is heard by who listens now.
    private void settle() {
        var ear = new Ear();
        var _ = here().subscribe("settled", ear);
        Eventually.holds("the way is open", () -> {
            there().publish("settled", bytes("?"));
            return !ear.heard.isEmpty();
        });
    }

    @Test
    void aListenerHearsWhatFitsItsPatternAndNothingElse() {
        var exact = new Ear();
        var word = new Ear();
        var rest = new Ear();
        var _ = here().subscribe("chat.ops", exact);
        var _ = here().subscribe("chat.*", word);
        var _ = here().subscribe("chat.>", rest);
        settle();

        for (String subject : List.of("chat.ops", "chat.intel", "chat.ops.typing", "jobs.due", "chat")) {
            there().publish(subject, bytes(subject));
        }

        rest.awaits(3);
        assertThat(rest.heard).containsExactly("chat.ops", "chat.intel", "chat.ops.typing");
        word.awaits(2);
        assertThat(word.heard).containsExactly("chat.ops", "chat.intel");
        exact.awaits(1);
        assertThat(exact.heard).containsExactly("chat.ops");
    }

    @Test
    void newsComeInTheirOrderToEveryListener() {
        var one = new Ear();
        var two = new Ear();
        var _ = here().subscribe("numbers", one);
        var _ = here().subscribe("numbers", two);
        settle();
        List<String> numbers =
                IntStream.range(0, 1000).mapToObj(Integer::toString).toList();

        numbers.forEach(number -> there().publish("numbers", bytes(number)));

        one.awaits(1000);
        two.awaits(1000);
        assertThat(one.heard).containsExactlyElementsOf(numbers);
        assertThat(two.heard).containsExactlyElementsOf(numbers);
    }

    @Test
    void whoTellsHearsItOnce() {
        var ear = new Ear();
        var _ = there().subscribe("self", ear);
        settle();

        there().publish("self", bytes("1"));
        there().publish("self", bytes("2"));

        ear.awaits(2);
        assertThat(ear.heard).containsExactly("1", "2");
    }

    @Test
    void aSlowListenerLosesNewsAndIsToldSoAndNobodyWaitsForIt() throws InterruptedException {
        var ear = new Ear();
        var slow = new Ear();
        var go = new CountDownLatch(1);
        slow.before = go;
        var _ = here().subscribe("flood", slow);
        var _ = here().subscribe("calm", ear);
        settle();
        byte[] large = new byte[Bus.MAX_MESSAGE];

        for (int i = 0; i < 200; i++) {
            there().publish("flood", large);
        }
        there().publish("calm", bytes("heard"));

        ear.awaits(1);
        Eventually.holds("news are lost", () -> here().figures().lost() > 0);
        go.countDown();
        Eventually.holds("it is told", () -> slow.missed.get() > 0);
        assertThat(slow.heard.size()).isLessThan(200);
    }

    @Test
    void aClosedSubscriptionHearsNothingMore() {
        var closed = new Ear();
        var open = new Ear();
        Bus.Subscription subscription = here().subscribe("topic", closed);
        var _ = here().subscribe("topic", open);
        settle();
        there().publish("topic", bytes("1"));
        closed.awaits(1);

        subscription.close();
        there().publish("topic", bytes("2"));

        open.awaits(2);
        assertThat(closed.heard).containsExactly("1");
    }

    @Test
    void aListenerThatFailsHearsTheNextNews() {
        var ear = new Ear();
        var _ = here().subscribe("topic", (subject, message) -> {
            ear.heard(subject, message);
            throw new IllegalStateException("a listener's own fault");
        });
        settle();

        there().publish("topic", bytes("1"));
        there().publish("topic", bytes("2"));

        ear.awaits(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", ".a", "a b", "a.*", ">", "a..b", "ä", "$SYS.x"})
    void whatIsNoSubjectIsRefused(String subject) {
        assertThatThrownBy(() -> here().publish(subject, bytes("x"))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.>.b", "*a", "a.b>", "a. "})
    void whatIsNoPatternIsRefused(String pattern) {
        assertThatThrownBy(() -> here().subscribe(pattern, new Ear())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMessageOverTheLimitIsRefused() {
        assertThatThrownBy(() -> here().publish("large", new byte[Bus.MAX_MESSAGE + 1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65536");
    }
}
