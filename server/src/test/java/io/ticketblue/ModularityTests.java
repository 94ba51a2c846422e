package io.ticketblue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;

import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;
import org.springframework.modulith.docs.Documenter.DiagramOptions;

class ModularityTests {

    private static final Path DIAGRAMS = Path.of("..", "docs", "modules");

    /** The embedded servers share the package prefix, but are no part of the server. */
    private static final ApplicationModules MODULES = ApplicationModules.of(TicketBlue.class,
            JavaClass.Predicates.resideInAPackage("io.ticketblue.embedded.."));

    @Test
    void modulesUseOnlyWhatTheyMay() {
        MODULES.verify();
    }

    @Test
    void drawsTheModules() throws IOException {
        new Documenter(MODULES, Documenter.Options.defaults().withOutputFolder(DIAGRAMS.toString()))
            .writeModulesAsPlantUml(DiagramOptions.defaults())
            .writeIndividualModulesAsPlantUml(DiagramOptions.defaults());
        try (DirectoryStream<Path> diagrams = Files.newDirectoryStream(DIAGRAMS, "*.puml")) {
            for (Path diagram : diagrams) {
                Files.write(diagram, inOrder(Files.readAllLines(diagram)));
            }
        }
    }

    /**
     * The modules and arrows of a diagram come in any order; sorted, they only change
     * when the code does.
     */
    private static List<String> inOrder(List<String> lines) {
        List<String> result = new ArrayList<>();
        List<String> run = new ArrayList<>();
        for (String line : lines) {
            if (!run.isEmpty() && !kind(line).equals(kind(run.getFirst()))) {
                run.stream().sorted().forEach(result::add);
                run.clear();
            }
            run.add(line);
            if (kind(line).isEmpty()) {
                result.addAll(run);
                run.clear();
            }
        }
        run.stream().sorted().forEach(result::add);
        return result;
    }

    private static String kind(String line) {
        String text = line.strip();
        return text.startsWith("Rel(") ? "Rel" : text.startsWith("Component(") ? "Component" : "";
    }

}
