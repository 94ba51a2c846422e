package io.ticketblue.catalog.internal;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.ticketblue.catalog.CancellationPolicies;
import io.ticketblue.catalog.CancellationPolicy;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.SavePerformance;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/** What every performance must be, whatever the catalogue contains. */
final class PerformanceRules {

    static final int MAX_ROLE = 60;

    private static final int MAX_CAST = 100;

    private static final int DEFAULT_MAX_PER_PERSON = 4;

    private static final long MAX_FEE = 1_000_000;

    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);

    private static final LocalDate LAST_DAY = LocalDate.of(2099, 12, 31);

    private PerformanceRules() {
    }

    /** The performance's own row, with defaults filled in. */
    static PerformanceTables.Row row(SavePerformance performance, FieldErrors errors) {
        String title = errors.line("title", performance.title(), 1, 120);
        String description = errors.lines("description", performance.description(), 10_000);
        errors.range("durationMinutes", performance.durationMinutes(), 1, 1_440);
        errors.range("ageLimit", performance.ageLimit(), 0, 19);
        checkDates(performance, errors);
        int max = Optional.ofNullable(performance.maxPerPerson()).orElse(DEFAULT_MAX_PER_PERSON);
        errors.range("maxPerPerson", max, 1, 20);
        Money fee = Optional.ofNullable(performance.bookingFee()).orElse(Money.ZERO);
        errors.range("bookingFee", fee.won(), 0, MAX_FEE);
        checkPayable(performance.grades(), fee, errors);
        String policy = policyName(performance);
        return new PerformanceTables.Row(title, performance.category(), description, performance.durationMinutes(),
                performance.ageLimit(), performance.startDate(), performance.endDate(), performance.venueId(), max, fee,
                policy, policy(policy, performance.cancellationTerms(), errors));
    }

    private static String policyName(SavePerformance performance) {
        String usual = (performance.cancellationTerms() != null) ? CancellationPolicies.CUSTOM
                : CancellationPolicies.STANDARD;
        return Optional.ofNullable(performance.cancellationPolicy()).orElse(usual);
    }

    /**
     * The rules of that name. Terms of a ready-made policy are taken if they are those of
     * the policy, so that what was read can be written back.
     */
    private static CancellationPolicy policy(String name, @Nullable CancellationPolicy terms, FieldErrors errors) {
        Optional<CancellationPolicy> readyMade = CancellationPolicies.readyMade(name);
        CancellationPolicy usual = CancellationPolicies.readyMade(CancellationPolicies.STANDARD).orElseThrow();
        if (!CancellationPolicies.names().contains(name)) {
            errors.reject("cancellationPolicy", "catalog.field.one-of",
                    String.join(", ", CancellationPolicies.names()));
        }
        else if (readyMade.isEmpty() && terms == null) {
            errors.reject("cancellationTerms", FieldErrors.REQUIRED);
        }
        else if (readyMade.isPresent() && terms != null && !terms.equals(readyMade.get())) {
            errors.reject("cancellationTerms", "catalog.cancellation.own-terms", CancellationPolicies.CUSTOM);
        }
        return readyMade.orElse((terms != null) ? terms : usual);
    }

    /**
     * With a grade that is free the fee is all that is paid for a seat. A price that is
     * not zero can be paid without it.
     */
    private static void checkPayable(List<SavePerformance.Grade> grades, Money fee, FieldErrors errors) {
        if (!fee.isZero() && fee.compareTo(Money.LEAST_PAYABLE) < 0
                && grades.stream().anyMatch((grade) -> grade.price().isZero())) {
            errors.reject("bookingFee", "catalog.performance.fee-not-payable", Money.LEAST_PAYABLE.won());
        }
    }

    private static void checkDates(SavePerformance performance, FieldErrors errors) {
        for (LocalDate day : List.of(performance.startDate(), performance.endDate())) {
            if (day.isBefore(FIRST_DAY) || day.isAfter(LAST_DAY)) {
                errors.reject((day == performance.startDate()) ? "startDate" : "endDate", FieldErrors.OUT_OF_RANGE,
                        FIRST_DAY.toString(), LAST_DAY.toString());
            }
        }
        if (performance.endDate().isBefore(performance.startDate())) {
            errors.reject("endDate", "catalog.performance.ends-before-start");
        }
    }

    /** The cast, everybody once. Whether they exist is asked later. */
    static List<SavePerformance.Performer> cast(SavePerformance performance, FieldErrors errors) {
        errors.range("performerIds", performance.performers().size(), 0, MAX_CAST);
        Set<PerformerId> seen = new HashSet<>();
        for (int index = 0; index < performance.performers().size(); index++) {
            if (!seen.add(performance.performers().get(index).id())) {
                errors.reject("performerIds[" + index + "]", FieldErrors.NOT_UNIQUE);
            }
        }
        return performance.performers()
            .stream()
            .map((performer) -> new SavePerformance.Performer(performer.id(),
                    errors.line("performers.role", performer.role(), 0, MAX_ROLE)))
            .toList();
    }

    /** Grades as they are stored, in the form in which they are handed in. */
    static List<SavePerformance.Grade> grades(List<PerformanceView.Grade> grades) {
        return grades.stream()
            .map((grade) -> new SavePerformance.Grade(grade.name(), grade.price(), grade.sections(), grade.rows()))
            .toList();
    }

}
