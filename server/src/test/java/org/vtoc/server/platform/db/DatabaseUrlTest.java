package org.vtoc.server.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vtoc.server.platform.config.StartRefused;

class DatabaseUrlTest {
    @Test
    void aUrlOfTheUsualFormIsRead() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://vtoc:s%40+cret@db.example:6432/center?sslmode=require");

        assertThat(url).isEqualTo(new DatabaseUrl("db.example:6432", "center", "vtoc", "s@+cret", "sslmode=require"));
        assertThat(url).hasToString("postgresql://vtoc@db.example:6432/center");
    }

    @Test
    void aUrlOfTheDriversFormIsRead() {
        DatabaseUrl url =
                DatabaseUrl.parse("jdbc:postgresql://a:1,b:2/center?user=vtoc&password=x&targetServerType=primary");

        assertThat(url).isEqualTo(new DatabaseUrl("a:1,b:2", "center", "vtoc", "x", "targetServerType=primary"));
    }

    @Test
    void optionsOfOtherClientsGetTheDriversNames() {
        DatabaseUrl url = DatabaseUrl.parse("postgres://v@h/d?connect_timeout=7&target_session_attrs=read-write");

        assertThat(url.options()).isEqualTo("connectTimeout=7&targetServerType=primary");
        assertThat(url.owner("other").getDatabaseName()).isEqualTo("other");
        assertThat(url.owner("other").getConnectTimeout()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mysql://secret:secret@h/d",
                "postgresql://secret:secret@h",
                "postgresql://secret:secret@h/",
                "postgresql://h/secret",
                "postgresql://u:secret%zz@h/d",
            })
    void anythingElseIsRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("postgresql://user:password@host:5432/database")
                .hasMessageNotContaining("secret");
    }
}
