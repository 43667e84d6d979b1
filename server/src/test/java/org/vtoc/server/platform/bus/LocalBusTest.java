package org.vtoc.server.platform.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalBusTest extends BusContract {
    private final Bus bus = new LocalBus();

    @AfterEach
    void close() {
        bus.close();
    }

    @Override
    Bus here() {
        return bus;
    }

    @Override
    Bus there() {
        return bus;
    }

    @Test
    void itReachesAllThereIs() {
        assertThat(bus.state()).isEqualTo(Bus.State.EMBEDDED);
    }
}
