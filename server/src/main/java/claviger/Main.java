package claviger;

import claviger.cli.Cli;

/// Entry point of the `claviger` command.
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        if (args.length > 0 && (args[0].equals("dev") || args[0].equals("server"))) {
            Preload.start();
        }
        System.exit(Cli.run(args, System.getenv()));
    }
}
