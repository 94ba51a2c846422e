package io.ticketblue.embedded;

import java.util.Locale;
import java.util.Objects;

/** The operating systems and processors that servers are packaged for. */
enum Platform {

    LINUX_X64, MACOS_ARM64, WINDOWS_X64, OTHER;

    static final String NAME = property("os.name") + " on " + property("os.arch");

    static final boolean LINUX = property("os.name").toLowerCase(Locale.ROOT).contains("linux");

    static final boolean WINDOWS = property("os.name").toLowerCase(Locale.ROOT).contains("windows");

    static Platform current() {
        String arch = property("os.arch");
        boolean x64 = arch.equals("amd64") || arch.equals("x86_64");
        if (LINUX && x64) {
            return LINUX_X64;
        }
        if (WINDOWS && x64) {
            return WINDOWS_X64;
        }
        boolean mac = property("os.name").toLowerCase(Locale.ROOT).contains("mac");
        return mac && arch.equals("aarch64") ? MACOS_ARM64 : OTHER;
    }

    static EmbeddedServerException unsupported(String server, String setting) {
        return new EmbeddedServerException("No " + server + " is packaged for " + NAME + ". Run one yourself and set "
                + setting + " to its address.");
    }

    static String user() {
        return property("user.name");
    }

    static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }

}
