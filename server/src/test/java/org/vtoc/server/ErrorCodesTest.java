package org.vtoc.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vtoc.server.platform.error.ErrorCode;
import org.vtoc.server.platform.error.RequestError;

class ErrorCodesTest {
    private static final Path PAGE = Path.of("..", "docs", "operator", "errors.md");

    @Test
    void everyErrorCodeHasANameOfItsOwn() {
        assertThat(codes())
                .contains(RequestError.NOT_FOUND)
                .extracting(ErrorCode::name)
                .doesNotHaveDuplicates();
    }

    @Test
    void everyErrorCodeIsExplainedToOperatorsAndNoOther() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);

        for (ErrorCode code : codes()) {
            String start = "| `%s` | %d | %s |".formatted(code.name(), code.status(), code.title());
            assertThat(lines)
                    .as(code.name())
                    .anyMatch(line -> line.startsWith(start) && line.length() > start.length() + 10);
        }
        assertThat(lines).filteredOn(line -> line.startsWith("| `")).hasSameSizeAs(codes());
    }

    private static List<ErrorCode> codes() {
        var codes = new ArrayList<ErrorCode>();
        for (JavaClass found : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPath(Path.of("target", "classes"))) {
            if (found.isEnum() && found.isAssignableTo(ErrorCode.class)) {
                for (Object constant : found.reflect().getEnumConstants()) {
                    codes.add((ErrorCode) constant);
                }
            }
        }
        return codes;
    }
}
