package io.ticketblue.standalone;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.SeatMapDraft;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the demo's files promise to each other and to the catalogue. */
class DemoContentTests {

    private static final long MOST_LEDGER_ROWS = 150_000;

    private static final int LARGEST_POSTER = 100_000;

    private static final int ALL_POSTERS = 2_200_000;

    private final DemoContent content = DemoContent.read();

    private Stream<DemoContent.Performance> performances() {
        return this.content.performances().values().stream().flatMap(List::stream);
    }

    private static int capacity(DemoContent.Venue venue) {
        return venue.sections().stream().mapToInt((section) -> section.rows() * section.seats()).sum();
    }

    private DemoContent.Venue venue(DemoContent.Performance performance) {
        return this.content.venues()
            .stream()
            .filter((venue) -> venue.name().equals(performance.venue()))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no venue " + performance.venue()));
    }

    @Test
    void showsManyPerformancesOfEveryCategory() {
        assertThat(performances()).hasSizeGreaterThanOrEqualTo(36);
        for (Category category : Category.values()) {
            assertThat(this.content.performances().get(category)).as(category.name()).hasSizeGreaterThanOrEqualTo(5);
        }
    }

    @Test
    void namesEverythingOnce() {
        assertThat(performances().map(DemoContent.Performance::title)).doesNotHaveDuplicates();
        assertThat(performances().map(DemoContent.Performance::poster)).doesNotHaveDuplicates();
        assertThat(this.content.venues().stream().map(DemoContent.Venue::name)).doesNotHaveDuplicates();
        assertThat(this.content.performers().stream().map(DemoContent.Performer::name)).doesNotHaveDuplicates();
    }

    @Test
    void reviewsPerformancesOfDifferentVenuesWithFewerThanItHasVisitors() {
        Map<String, List<DemoReviews.Written>> reviews = DemoReviews.read();
        List<DemoContent.Performance> reviewed = performances()
            .filter((performance) -> reviews.containsKey(performance.title()))
            .toList();
        assertThat(reviewed).hasSameSizeAs(reviews.keySet());
        assertThat(reviewed).extracting(DemoContent.Performance::venue).doesNotHaveDuplicates();
        assertThat(reviews.values()).allSatisfy((written) -> assertThat(written).hasSizeBetween(1, 8)
            .allSatisfy((review) -> assertThat(review.text()).hasSizeBetween(10, 1_000)));
    }

    @Test
    void hasVenuesOfManySizesAndManyPerformers() {
        assertThat(this.content.venues().stream().map(DemoContentTests::capacity)).contains(80, 300, 800, 1_200, 3_000,
                15_000);
        assertThat(this.content.venues()).hasSizeGreaterThanOrEqualTo(8);
        assertThat(this.content.performers()).hasSizeGreaterThanOrEqualTo(60);
    }

    @Test
    void castsOnlyPerformersItDescribesAndAllOfThem() {
        Set<String> described = this.content.performers()
            .stream()
            .map(DemoContent.Performer::name)
            .collect(Collectors.toSet());
        Set<String> cast = performances().flatMap((performance) -> performance.cast().stream())
            .map(DemoContent.Cast::name)
            .collect(Collectors.toSet());
        assertThat(cast).isEqualTo(described);
    }

    @Test
    void gradesEverySectionOfTheVenueOnce() {
        performances().forEach((performance) -> {
            List<String> graded = new ArrayList<>();
            Map<String, Set<String>> rows = new HashMap<>();
            for (DemoContent.Grade grade : performance.grades()) {
                graded.addAll(grade.wholeSections());
                grade.singleRows()
                    .forEach((section, labels) -> rows.computeIfAbsent(section, (name) -> new HashSet<>())
                        .addAll(labels));
            }
            for (SectionPlan section : venue(performance).sections()) {
                Set<String> single = rows.get(section.name());
                if (single == null) {
                    assertThat(graded).as(performance.title()).containsOnlyOnce(section.name());
                }
                else {
                    assertThat(section.draw().rows().stream().map(SeatMapDraft.Row::label)).as(performance.title())
                        .containsExactlyInAnyOrderElementsOf(single);
                }
            }
        });
    }

    @Test
    void tellsEachPerformanceInTwoToFourParagraphs() {
        assertThat(performances()).allSatisfy((performance) -> {
            assertThat(performance.description()).hasSizeBetween(2, 4);
            assertThat(String.join("", performance.description())).hasSizeGreaterThan(120);
        });
    }

    @Test
    void standsNoTwoSeatsInOnePlace() {
        for (DemoContent.Venue venue : this.content.venues()) {
            Map<Long, List<Place>> cells = new HashMap<>();
            List<Place> places = venue.sections().stream().flatMap(DemoContentTests::places).toList();
            assertThat(places).hasSize(capacity(venue));
            for (Place place : places) {
                for (int i = 0; i < 9; i++) {
                    for (Place other : cells.getOrDefault(place.cell(i % 3 - 1, i / 3 - 1), List.of())) {
                        if (Math.hypot(place.x() - other.x(), place.y() - other.y()) < 0.75) {
                            throw new AssertionError(venue.name() + ": " + place + " and " + other);
                        }
                    }
                }
                cells.computeIfAbsent(place.cell(0, 0), (key) -> new ArrayList<>()).add(place);
            }
        }
    }

    private static Stream<Place> places(SectionPlan section) {
        return section.draw()
            .rows()
            .stream()
            .flatMap((row) -> row.seats()
                .stream()
                .map((seat) -> new Place(section.name() + " " + row.label() + " " + seat.number(),
                        Objects.requireNonNull(seat.x()), Objects.requireNonNull(seat.y()))));
    }

    private record Place(String label, double x, double y) {

        long cell(int right, int down) {
            return ((long) Math.floor(this.x) + right) * 100_000 + (long) Math.floor(this.y) + down;
        }

    }

    @Test
    void keepsTheLedgerSmallEnoughForAQuickFirstStart() {
        assertThat(performances()
            .mapToLong((performance) -> (long) capacity(venue(performance)) * performance.rounds().size())
            .sum()).isLessThan(MOST_LEDGER_ROWS);
    }

    @Test
    void hasARealPosterForEachPerformance() {
        List<Long> sizes = performances().map((performance) -> {
            ClassPathResource file = new ClassPathResource("demo/posters/" + performance.poster());
            try {
                BufferedImage picture = ImageIO.read(file.getURL());
                assertThat(picture).as(performance.poster()).isNotNull();
                assertThat(picture.getWidth()).isEqualTo(960);
                assertThat(picture.getHeight()).isEqualTo(1280);
                assertThat(file.contentLength()).as(performance.poster()).isLessThan(LARGEST_POSTER);
                return file.contentLength();
            }
            catch (IOException ex) {
                throw new AssertionError(performance.poster(), ex);
            }
        }).toList();
        assertThat(sizes.stream().mapToLong(Long::longValue).sum()).isLessThan(ALL_POSTERS);
    }

}
