package org.vtoc.server;

import org.vtoc.server.command.DecodeCommand;
import org.vtoc.server.command.DoctorCommand;
import org.vtoc.server.command.FeedCommand;
import org.vtoc.server.command.ResetPasswordCommand;
import org.vtoc.server.platform.config.StartRefused;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program and its commands. Exit codes: 0 good, 1 failed, 2 wrong use.
@Command(
        name = "vtoc",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "A virtual operations center in one program.",
        subcommands = {
            UpCommand.class,
            DecodeCommand.class,
            FeedCommand.class,
            DoctorCommand.class,
            ResetPasswordCommand.class,
            TrainCommand.class
        })
public final class Main {
    /// For picocli, which makes it.
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"vtoc " + About.VERSION};
        }
    }

    Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /// Runs one command.
    ///
    /// @return the exit code
    static int run(String... arguments) {
        var line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((failure, command, _) -> {
            if (failure instanceof StartRefused refused) {
                command.getErr().println(refused.getMessage());
                return 1;
            }
            throw failure;
        });
        if (arguments.length == 0) {
            line.usage(line.getErr());
            return 2;
        }
        return line.execute(arguments);
    }
}
