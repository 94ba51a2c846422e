package io.ticketblue;

import java.nio.file.Path;

import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;

import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;
import org.springframework.modulith.docs.Documenter.DiagramOptions;

class ModularityTests {

    /** The embedded servers share the package prefix, but are no part of the server. */
    private final ApplicationModules modules = ApplicationModules.of(TicketBlue.class,
            JavaClass.Predicates.resideInAPackage("io.ticketblue.embedded.."));

    @Test
    void modulesUseOnlyWhatTheyMay() {
        this.modules.verify();
    }

    @Test
    void drawsTheModules() {
        new Documenter(this.modules,
                Documenter.Options.defaults().withOutputFolder(Path.of("..", "docs", "modules").toString()))
            .writeModulesAsPlantUml(DiagramOptions.defaults())
            .writeIndividualModulesAsPlantUml(DiagramOptions.defaults());
    }

}
