package org.vtoc.server.platform.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// The center's own log: what a person watching the terminal needs, and all of it in a rotated file.
public final class Logs {
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level %logger{20} %msg%n%ex";
    private static final String MAX_FILE = "20MB";
    private static final String MAX_TOTAL = "200MB";
    private static final int MAX_DAYS = 14;

    private Logs() {}

    /// Writes the log to `vtoc.log` in the folder too.
    public static void toFile(Path folder) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();

        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();

        var file = new RollingFileAppender<ILoggingEvent>();
        file.setContext(context);
        file.setFile(folder.resolve("vtoc.log").toString());
        file.setEncoder(encoder);

        var rotation = new SizeAndTimeBasedRollingPolicy<ILoggingEvent>();
        rotation.setContext(context);
        rotation.setParent(file);
        rotation.setFileNamePattern(
                folder.resolve("vtoc.%d{yyyy-MM-dd,UTC}.%i.log.gz").toString());
        rotation.setMaxFileSize(FileSize.valueOf(MAX_FILE));
        rotation.setTotalSizeCap(FileSize.valueOf(MAX_TOTAL));
        rotation.setMaxHistory(MAX_DAYS);
        rotation.start();

        file.setRollingPolicy(rotation);
        file.start();
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(file);
    }
}
