package claviger;

/// Entry point of the `claviger` command.
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(args.length);
    }
}
