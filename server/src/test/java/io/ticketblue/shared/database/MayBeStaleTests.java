package io.ticketblue.shared.database;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;

/** Where reads may be stale, and who may use them. */
class MayBeStaleTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .withImportOption((location) -> !location.contains("/embedded/"))
        .importPackages("io.ticketblue");

    private static final Set<JavaMethod> MARKED = CLASSES.stream()
        .flatMap((type) -> type.getMethods().stream())
        .filter((method) -> method.isAnnotatedWith(MayBeStale.class))
        .collect(Collectors.toSet());

    @Test
    void marksListsAndPagesOfTheCatalogue() {
        assertThat(MARKED).extracting(MayBeStaleTests::name)
            .contains("Catalog.performances", "Catalog.cards", "Catalog.shownPerformance", "Catalog.shownRounds",
                    "Catalog.roundsOf", "Catalog.roundsFrom", "Catalog.venues", "Catalog.performers",
                    "AuditTrail.entries", "Coupons.open");
    }

    @Test
    void neverReadsSeatsOrMoneyThatAreStale() {
        assertThat(MARKED)
            .filteredOn((method) -> isIn(method.getOwner(), "booking") || isIn(method.getOwner(), "payment")
                    || isIn(method.getOwner(), "accounts"))
            .isEmpty();
        assertThat(MARKED).extracting(MayBeStaleTests::name)
            .doesNotContain("Catalog.round", "Catalog.rounds", "Catalog.seating", "Catalog.isCancelledLocked");
    }

    @Test
    void marksWhatCallersReachThroughTheProxy() {
        for (JavaMethod method : MARKED) {
            assertThat(method.getModifiers()).as(name(method)).contains(JavaModifier.PUBLIC);
            assertThat(method.getOwner().isMetaAnnotatedWith(Component.class)).as(name(method)).isTrue();
            assertThat(method.getCallsOfSelf()).as(name(method))
                .noneMatch((call) -> call.getOriginOwner().equals(method.getOwner()));
            Transactional transaction = transaction(method);
            assertThat(transaction != null && transaction.readOnly()).as(name(method)).isTrue();
        }
    }

    @Test
    void isUsedByPagesAndHandlersAlone() {
        List<String> others = MARKED.stream()
            .flatMap((method) -> method.getCallsOfSelf().stream())
            .filter((call) -> !isIn(call.getOriginOwner(), "web") && !isIn(call.getOriginOwner(), "admin")
                    && !call.getOriginOwner().getSimpleName().endsWith("Api"))
            .map((call) -> call.getDescription())
            .toList();
        assertThat(others).isEmpty();
    }

    @Test
    void isCalledByNoMethodThatWrites() {
        List<String> writers = MARKED.stream()
            .flatMap((method) -> method.getCallsOfSelf().stream())
            .filter((call) -> writes(call.getOrigin()))
            .map((call) -> call.getDescription())
            .toList();
        assertThat(writers).isEmpty();
    }

    private static boolean writes(JavaCodeUnit caller) {
        Transactional transaction = (caller instanceof JavaMethod method) ? transaction(method) : null;
        return transaction != null && !transaction.readOnly();
    }

    private static @Nullable Transactional transaction(JavaMethod method) {
        Transactional own = AnnotatedElementUtils.findMergedAnnotation(method.reflect(), Transactional.class);
        return (own != null) ? own
                : AnnotatedElementUtils.findMergedAnnotation(method.getOwner().reflect(), Transactional.class);
    }

    private static boolean isIn(JavaClass type, String module) {
        return (type.getPackageName() + ".").startsWith("io.ticketblue." + module + ".");
    }

    private static String name(JavaMethod method) {
        return method.getOwner().getSimpleName() + "." + method.getName();
    }

}
