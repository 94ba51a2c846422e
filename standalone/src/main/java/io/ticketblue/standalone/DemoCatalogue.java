package io.ticketblue.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.OpenRounds;
import io.ticketblue.catalog.PerformanceCard;
import io.ticketblue.catalog.PerformanceFilter;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.PerformerView;
import io.ticketblue.catalog.PosterUpload;
import io.ticketblue.catalog.SavePerformance;
import io.ticketblue.catalog.SavePerformer;
import io.ticketblue.catalog.SaveVenue;
import io.ticketblue.catalog.SeatMapDraft;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.VenueView;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;

import org.springframework.core.io.ClassPathResource;

/**
 * Puts the demo into the catalogue. What is there under its name is left alone, so a
 * start that was cut off is continued by the next one.
 */
final class DemoCatalogue {

    /** What somebody archived is not to be made again. */
    private static final PerformanceFilter EVERYTHING = new PerformanceFilter(null, null, null, null, null, null,
            PerformanceFilter.Sort.DATE, PerformanceFilter.Archive.ALSO);

    private final Catalog catalog;

    private final CatalogAdmin admin;

    private final DemoCalendar calendar;

    private final Set<String> reviewed = DemoReviews.read().keySet();

    private final Map<String, VenueId> venues = new HashMap<>();

    private final Map<String, PerformerId> performers = new HashMap<>();

    private final Map<String, PerformanceId> performances = new HashMap<>();

    DemoCatalogue(Catalog catalog, CatalogAdmin admin, DemoCalendar calendar) {
        this.catalog = catalog;
        this.admin = admin;
        this.calendar = calendar;
    }

    /**
     * Loads what is missing.
     * @param content the demo
     */
    void load(DemoContent content) {
        readPresent();
        for (DemoContent.Venue venue : content.venues()) {
            this.venues.computeIfAbsent(venue.name(), (name) -> this.admin.createVenue(draw(venue)));
        }
        for (DemoContent.Performer performer : content.performers()) {
            this.performers.computeIfAbsent(performer.name(), (name) -> this.admin
                .createPerformer(new SavePerformer(name, performer.birthDate(), performer.nation())));
        }
        List<Future<?>> loading = new ArrayList<>();
        // Posters cost processor time, so as many at once as there are processors.
        try (ExecutorService executor = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            content.performances()
                .forEach((category, performances) -> performances
                    .forEach((performance) -> loading.add(executor.submit(() -> load(category, performance)))));
        }
        loading.forEach(DemoCatalogue::await);
    }

    /**
     * Shows what is there.
     * @return the performances by their titles
     */
    Map<String, PerformanceId> present() {
        readPresent();
        return Map.copyOf(this.performances);
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        }
        catch (ExecutionException ex) {
            throw new IllegalStateException("A performance of the demo could not be loaded", ex.getCause());
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the demo was loading", ex);
        }
    }

    private void readPresent() {
        for (VenueView venue : all(this.catalog::venues)) {
            this.venues.put(venue.name(), venue.id());
        }
        for (PerformerView performer : all((paging) -> this.catalog.performers("", paging))) {
            this.performers.put(performer.name(), performer.id());
        }
        for (PerformanceCard card : all((paging) -> this.catalog.performances(EVERYTHING, paging))) {
            this.performances.put(card.title(), card.id());
        }
    }

    private static <T> List<T> all(Function<Paging, Page<T>> list) {
        List<T> items = new ArrayList<>();
        Page<T> page;
        int number = 0;
        do {
            page = list.apply(new Paging(number++, Paging.MAX_SIZE));
            items.addAll(page.items());
        }
        while (number < page.pages());
        return items;
    }

    private static SaveVenue draw(DemoContent.Venue venue) {
        return new SaveVenue(venue.name(), venue.address(),
                new SeatMapDraft(venue.sections().stream().map(SectionPlan::draw).toList()), null);
    }

    private void load(Category category, DemoContent.Performance performance) {
        List<Instant> starts = this.calendar.starts(performance.rounds());
        PerformanceId present = this.performances.get(performance.title());
        PerformanceId id = (present != null) ? present
                : this.admin.createPerformance(save(category, performance, starts), poster(performance));
        if (present == null || this.catalog.rounds(id).isEmpty()) {
            openRounds(id, performance, starts);
        }
    }

    private void openRounds(PerformanceId id, DemoContent.Performance performance, List<Instant> starts) {
        Instant now = Instant.now();
        List<Instant> coming = starts.stream().filter((start) -> start.isAfter(now)).toList();
        Instant opens = this.calendar.opens(performance);
        if (!coming.isEmpty()) {
            this.admin.openRounds(id,
                    new OpenRounds(coming, (opens != null && opens.isAfter(now)) ? opens : null, null));
        }
    }

    private static PosterUpload poster(DemoContent.Performance performance) {
        ClassPathResource picture = new ClassPathResource("demo/posters/" + performance.poster());
        try {
            return new PosterUpload(picture.contentLength(), picture);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private SavePerformance save(Category category, DemoContent.Performance performance, List<Instant> starts) {
        Long fee = performance.bookingFee();
        // The preview that is reviewed is on the day of the first start.
        Instant first = this.reviewed.contains(performance.title()) ? this.calendar.firstStart() : starts.getFirst();
        return new SavePerformance(performance.title(), category, String.join("\n\n", performance.description()),
                performance.minutes(), performance.age(), DemoCalendar.day(first), DemoCalendar.day(starts.getLast()),
                known(this.venues, performance.venue()),
                performance.grades().stream().map(DemoCatalogue::save).toList(),
                performance.cast()
                    .stream()
                    .map((cast) -> new SavePerformance.Performer(known(this.performers, cast.name()), cast.role()))
                    .toList(),
                performance.maxPerPerson(), (fee != null) ? Money.won(fee) : null, null);
    }

    private static SavePerformance.Grade save(DemoContent.Grade grade) {
        List<PerformanceView.GradeRow> rows = new ArrayList<>();
        grade.singleRows()
            .forEach((section, labels) -> labels
                .forEach((label) -> rows.add(new PerformanceView.GradeRow(section, label))));
        return new SavePerformance.Grade(grade.name(), Money.won(grade.price()), grade.wholeSections(), rows);
    }

    private static <T> T known(Map<String, T> ids, String name) {
        T id = ids.get(name);
        if (id == null) {
            throw new IllegalStateException("The demo names '" + name + "', which it does not describe");
        }
        return id;
    }

}
