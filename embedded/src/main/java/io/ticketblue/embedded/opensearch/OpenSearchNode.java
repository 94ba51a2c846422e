package io.ticketblue.embedded.opensearch;

import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The main class of OpenSearch's own JVM. It reaches OpenSearch by reflection only: its
 * libraries are on the class path of that JVM and of nothing else, see
 * {@link OpenSearchClassPath}.
 */
final class OpenSearchNode {

    /** Printed when the node answers requests. */
    static final String READY = "OpenSearch accepts requests";

    private static final String RUNNER = "org.codelibs.opensearch.runner.OpenSearchRunner";

    private static final String NORI = "org.opensearch.plugin.analysis.nori.AnalysisNoriPlugin";

    private OpenSearchNode() {
    }

    /**
     * Runs one node until the process is ended, or until its owner has ended.
     * @param args the base directory, the directory of its settings, the port of HTTP,
     * and the id of the owner's process
     */
    public static void main(String[] args) throws InterruptedException {
        haltWithOwner(Long.parseLong(args[3]));
        // OpenSearch replaces the streams by loggers.
        PrintStream out = System.out;
        try {
            start(args[0], args[1], Integer.parseInt(args[2]));
            out.println(READY);
        }
        catch (ReflectiveOperationException ex) {
            ex.printStackTrace(out);
            out.flush();
            Runtime.getRuntime().halt(1);
        }
        // Its own threads do not keep the JVM running.
        new CountDownLatch(1).await();
    }

    private static void start(String base, String settings, int port) throws ReflectiveOperationException {
        Class<?> type = Class.forName(RUNNER);
        Object runner = type.getConstructor().newInstance();
        // Otherwise it looks for a port of its own choice.
        type.getMethod("setMaxHttpPort", int.class).invoke(runner, -1);
        // It adds the number of the node, 1, to the port.
        String[] arguments = { "-basePath", base, "-confPath", settings, "-numOfNode", "1", "-baseHttpPort",
                Integer.toString(port - 1), "-clusterName", "ticketblue-embedded", "-pluginTypes", NORI };
        type.getMethod("build", String[].class).invoke(runner, (Object) arguments);
    }

    /** A killed owner cannot end this process itself. */
    private static void haltWithOwner(long pid) {
        Optional<ProcessHandle> owner = ProcessHandle.of(pid);
        if (owner.isEmpty()) {
            Runtime.getRuntime().halt(1);
        }
        owner.get().onExit().thenRun(() -> Runtime.getRuntime().halt(1));
    }

}
