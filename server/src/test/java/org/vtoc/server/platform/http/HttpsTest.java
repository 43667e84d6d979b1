package org.vtoc.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vtoc.server.platform.config.StartRefused;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.security.Access;

class HttpsTest {
    private static final char[] PASSWORD = "not a secret".toCharArray();

    @TempDir
    private Path folder = Path.of("");

    private static HttpServer serve(HttpConfig.Tls tls) {
        var route = Route.getAtRoot("/hello", Access.open("a test"), _ -> Answer.text("text/plain", "hello"));
        Stations none = new Stations() {
            @Override
            public List<String> served() {
                return List.of();
            }

            @Override
            public Optional<String> find(String text) {
                return Optional.empty();
            }
        };
        var dispatcher = new Dispatcher(
                List.of(route),
                _ -> {
                    throw ProblemException.of(RequestError.NOT_AUTHENTICATED, "nobody is known");
                },
                none,
                Dispatcher.Filter.none(),
                Optional.empty(),
                List.of());
        var local = HttpConfig.local(0);
        return HttpServer.start(
                new HttpConfig(
                        local.host(),
                        0,
                        Optional.of(tls),
                        local.trustedProxies(),
                        local.maxConnections(),
                        Duration.ofSeconds(5)),
                dispatcher,
                List.of());
    }

    private KeyStore keyStore() throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve("keys.p12");
        int exit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "center",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start()
                .waitFor();
        assertThat(exit).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(file)) {
            keys.load(stream, PASSWORD);
        }
        return keys;
    }

    private Path pem(String name, String label, byte[] content) throws IOException {
        String text = "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content), label);
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void theCenterAnswersOverTlsWithTheCertificateGiven() throws Exception {
        KeyStore keys = keyStore();
        var tls = new HttpConfig.Tls(
                pem("cert.pem", "CERTIFICATE", keys.getCertificate("center").getEncoded()),
                pem("key.pem", "PRIVATE KEY", keys.getKey("center", PASSWORD).getEncoded()));
        var trust = KeyStore.getInstance("PKCS12");
        trust.load(null, PASSWORD);
        trust.setCertificateEntry("center", keys.getCertificate("center"));
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trust);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);

        try (HttpServer server = serve(tls);
                var client = HttpClient.newBuilder().sslContext(context).build()) {
            assertThat(server.address()).startsWith("https://");
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create(server.address() + "/hello"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).isEqualTo("hello");
        }
    }

    @Test
    void filesThatAreNoCertificateAreRefusedByName() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.pem"), "hello");

        assertThatThrownBy(() -> serve(new HttpConfig.Tls(wrong, wrong)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("wrong.pem");
        assertThatThrownBy(() -> serve(new HttpConfig.Tls(folder.resolve("absent.pem"), wrong)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("absent.pem");
    }
}
