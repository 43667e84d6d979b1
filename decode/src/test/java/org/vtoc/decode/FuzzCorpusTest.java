package org.vtoc.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every input that the fuzzer found worth keeping.
class FuzzCorpusTest {
    private static final Path CORPORA = Path.of("src", "test", "corpus");

    static Set<String> parsers() {
        return Fuzz.PARSERS.keySet();
    }

    @ParameterizedTest
    @MethodSource("parsers")
    void theCorpusOfAParserIsSurvivedAndCutsChangeNothing(String parser) throws IOException {
        List<byte[]> inputs = Fuzz.inputs(CORPORA, parser);

        assertThat(inputs).hasSizeGreaterThan(20);
        inputs.forEach(input -> Fuzz.check(parser, input));
    }
}
