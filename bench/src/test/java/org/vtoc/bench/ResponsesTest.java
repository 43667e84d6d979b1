package org.vtoc.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponsesTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void anAnswerWithALengthIsWholeWithItsLastByte() {
        byte[] answer = bytes("HTTP/1.1 200 OK\r\nX: y\r\ncontent-length: 15\r\n\r\n{\"accepted\":42}");

        Responses.Whole whole = Responses.look(answer, answer.length);

        assertThat(Responses.look(answer, answer.length - 1)).isSameAs(Responses.INCOMPLETE);
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.length()).isEqualTo(answer.length);
        assertThat(Responses.numberAfter(answer, whole, "\"accepted\":")).isEqualTo(42);
    }

    @Test
    void aChunkedAnswerIsWholeWithItsEmptyChunk() {
        byte[] answer = bytes("HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\na\r\n0123456789\r\n0\r\n\r\n");

        for (int length = 0; length < answer.length; length++) {
            assertThat(Responses.look(answer, length)).isSameAs(Responses.INCOMPLETE);
        }
        assertThat(Responses.look(answer, answer.length).length()).isEqualTo(answer.length);
    }

    @Test
    void anAnswerWithoutABodyEndsWithItsHead() {
        byte[] answer = bytes("HTTP/1.1 204 No Content\r\n\r\n");

        assertThat(Responses.look(answer, answer.length).length()).isEqualTo(answer.length);
    }
}
