package org.vtoc.server.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vtoc.server.platform.config.StartRefused;

class StationSpecTest {
    @Test
    void theUsualStationsHaveTheirNamesAndCallSigns() {
        assertThat(StationSpec.list("ops,intel,logistics"))
                .containsExactly(
                        new StationSpec("ops", "Operations", "OPS", StationSpec.Role.OPS),
                        new StationSpec("intel", "Intelligence", "INTEL", StationSpec.Role.INTEL),
                        new StationSpec("logistics", "Logistics", "LOG", StationSpec.Role.LOGISTICS));
    }

    @Test
    void anUnderscoreReadsAsAHyphenAndLogAsLogistics() {
        assertThat(StationSpec.list(" SAR_north, log,logistics "))
                .containsExactly(
                        new StationSpec("sar-north", "Sar North", "SAR-NORTH", StationSpec.Role.OTHER),
                        StationSpec.of("logistics"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " , ", "a b", "-a", "a--b", "a;drop", "ä", "x12345678901234567890123456789012345678901"})
    void aListWithoutStationsOrWithSomethingElseIsRefused(String text) {
        assertThatThrownBy(() -> StationSpec.list(text))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("--stations");
    }
}
