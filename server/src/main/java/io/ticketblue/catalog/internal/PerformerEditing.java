package io.ticketblue.catalog.internal;

import java.time.Clock;
import java.time.LocalDate;

import io.ticketblue.catalog.EditTerms;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.PerformerInUse;
import io.ticketblue.catalog.PerformerNotFound;
import io.ticketblue.catalog.PerformerView;
import io.ticketblue.catalog.SavePerformer;
import io.ticketblue.catalog.changes.PerformerChanged;
import io.ticketblue.shared.AuditTrail;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes and changes performers. */
@Component
@Transactional
public class PerformerEditing {

    private static final LocalDate OLDEST = LocalDate.of(1000, 1, 1);

    private final PerformerTables performers;

    private final PerformanceChanges changes;

    private final AuditTrail trail;

    private final ApplicationEventPublisher events;

    private final Clock clock;

    PerformerEditing(PerformerTables performers, PerformanceChanges changes, AuditTrail trail,
            ApplicationEventPublisher events, Clock clock) {
        this.performers = performers;
        this.changes = changes;
        this.trail = trail;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Makes a performer.
     * @param performer what is known
     * @return the id
     */
    public PerformerId create(SavePerformer performer) {
        Checked checked = check(performer);
        PerformerId id = this.performers.insert(checked.name(), performer.birthDate(), checked.nation(),
                this.clock.instant());
        this.trail.record("performer.created", subject(id), null, performer);
        this.events.publishEvent(new PerformerChanged(id));
        return id;
    }

    /**
     * Changes a performer.
     * @param id who
     * @param performer what is known
     * @param terms which version was read
     */
    public void change(PerformerId id, SavePerformer performer, EditTerms terms) {
        Checked checked = check(performer);
        PerformerView present = this.performers.lock(id).orElseThrow(PerformerNotFound::new);
        terms.requireVersion(present.version());
        SavePerformer before = new SavePerformer(present.name(), present.birthDate(), present.nation());
        SavePerformer after = new SavePerformer(checked.name(), performer.birthDate(), checked.nation());
        if (after.equals(before)) {
            return;
        }
        this.performers.update(id, after.name(), after.birthDate(), after.nation(), this.clock.instant());
        this.trail.record("performer.changed", subject(id), before, after);
        if (!after.name().equals(before.name())) {
            this.changes.visiblyChanged(this.performers.performancesOf(id));
        }
        this.events.publishEvent(new PerformerChanged(id));
    }

    /**
     * Deletes a performer whom no performance names.
     * @param id who
     */
    public void delete(PerformerId id) {
        PerformerView present = this.performers.lock(id).orElseThrow(PerformerNotFound::new);
        if (this.performers.isCast(id)) {
            throw new PerformerInUse();
        }
        try {
            this.performers.delete(id);
        }
        catch (DataIntegrityViolationException ex) {
            throw new PerformerInUse();
        }
        this.trail.record("performer.deleted", subject(id),
                new SavePerformer(present.name(), present.birthDate(), present.nation()), null);
        this.events.publishEvent(new PerformerChanged(id));
    }

    private static String subject(PerformerId id) {
        return "performer " + id;
    }

    private Checked check(SavePerformer performer) {
        FieldErrors errors = new FieldErrors();
        String name = errors.line("name", performer.name(), 1, 100);
        String nation = errors.line("nation", performer.nation(), 0, 60);
        LocalDate birthDate = performer.birthDate();
        if (birthDate != null && (birthDate.isBefore(OLDEST)
                || birthDate.isAfter(LocalDate.ofInstant(this.clock.instant(), RoundRules.KOREA)))) {
            errors.reject("birthDate", "catalog.performer.birth-date");
        }
        errors.throwIfAny();
        return new Checked(name, nation.isEmpty() ? null : nation);
    }

    private record Checked(String name, @Nullable String nation) {
    }

}
