package org.vtoc.server.connector.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/// Plays a recording over and over. All who listen hear the same at the same time, whenever they come in.
record Playback(Recording recording, Rewriter rewriter, Instant began, Pace pace) {
    /// Gives a line the time at which it is played.
    @FunctionalInterface
    interface Rewriter {
        String at(String line, Instant time);

        static Rewriter none() {
            return (line, _) -> line;
        }
    }

    /// Takes the lines.
    @FunctionalInterface
    interface Listener {
        void hear(String line) throws IOException;
    }

    /// Plays until the listener is gone.
    ///
    /// @throws IOException from the listener
    void play(Listener listener) throws IOException, InterruptedException {
        Duration length = recording.length();
        long loops = Duration.between(began, pace.now()).dividedBy(length);
        Instant loop = began.plus(length.multipliedBy(loops));
        long position = Duration.between(loop, pace.now()).toMillis();
        while (true) {
            for (Recording.Line line : recording.lines()) {
                if (line.at() >= position) {
                    pace.await(loop.plusMillis(line.at()));
                    listener.hear(rewriter.at(line.text(), pace.now()));
                }
            }
            loop = loop.plus(length);
            position = 0;
        }
    }
}
