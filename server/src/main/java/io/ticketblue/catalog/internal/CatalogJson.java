package io.ticketblue.catalog.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;
import io.ticketblue.catalog.CancellationTexts;
import io.ticketblue.catalog.CancellationWords;
import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.PerformanceCard;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.PerformerView;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.catalog.VenueView;
import org.jspecify.annotations.Nullable;

/** The catalogue as clients read it. */
final class CatalogJson {

    private CatalogJson() {
    }

    /** A performance in a list. */
    @Schema(name = "PerformanceCard",
            example = """
                    {"id": 7, "title": "Night at Sea", "category": "MUSICAL", "startDate": "2026-12-01", "endDate": "2026-12-31",
                     "lowestPrice": 60000, "posterUrl": "/posters/0123456789abcdef0123456789abcdef-480.jpg",
                     "venue": {"id": 1, "name": "Blue Hall"}, "bookingOpensAt": "2026-11-25T20:00:00+09:00",
                     "rating": {"average": 4.5, "count": 2}}""")
    record Card(long id, String title, Category category, LocalDate startDate, LocalDate endDate, long lowestPrice,
            @Nullable String posterUrl, Place venue, @Nullable Instant bookingOpensAt, Rating rating) {

        static Card of(PerformanceCard card) {
            return new Card(card.id().value(), card.title(), card.category(), card.startDate(), card.endDate(),
                    card.lowestPrice().won(), card.posterUrl(), new Place(card.venueId().value(), card.venueName()),
                    card.bookingOpensAt(), Rating.of(card.rating()));
        }

    }

    /** A venue by its name. */
    @Schema(name = "VenueName", example = """
            {"id": 1, "name": "Blue Hall"}""")
    record Place(long id, String name) {
    }

    /** A performance with everything. */
    @Schema(name = "Performance",
            example = """
                    {"id": 7, "title": "Night at Sea", "category": "MUSICAL", "description": "Two acts.", "durationMinutes": 150,
                     "ageLimit": 8, "startDate": "2026-12-01", "endDate": "2026-12-31",
                     "posterUrl": "/posters/0123456789abcdef0123456789abcdef-960.jpg",
                     "poster": {"small": "/posters/0123456789abcdef0123456789abcdef-240.jpg",
                                "medium": "/posters/0123456789abcdef0123456789abcdef-480.jpg",
                                "large": "/posters/0123456789abcdef0123456789abcdef-960.jpg"},
                     "venue": {"id": 1, "name": "Blue Hall", "address": "12 Harbour Street, Busan"},
                     "grades": [{"name": "VIP", "price": 150000, "sections": [], "rows": [{"section": "1F", "row": "1"}]},
                                {"name": "R", "price": 110000, "sections": ["1F"], "rows": []}],
                     "performers": [{"id": 3, "name": "Han Seora", "role": "The captain"}],
                     "rating": {"average": 4.5, "count": 2},
                     "booking": {"opensAt": "2026-11-25T20:00:00+09:00", "maxPerPerson": 4}, "bookingFee": 1000,
                     "cancellationPolicy": "none-on-day",
                     "cancellationTerms": {"freeDays": 0, "freeOnBookingDay": true, "dateWinsWithinDays": 0,
                                           "fullRefundWithinADay": true, "tiers": [{"daysBefore": 1, "percent": 30}],
                                           "bookingFee": "UNTIL_MIDNIGHT"},
                     "cancellationInWords": {"fees": [{"when": "Until the day before the show", "fee": "30% of the price"},
                                                      {"when": "On the day", "fee": "Cannot be cancelled"}],
                                             "notes": ["Bookings can be cancelled until the end of the day before the show."]},
                     "archived": false, "version": 3}""")
    record Performance(long id, String title, Category category, String description, int durationMinutes, int ageLimit,
            LocalDate startDate, LocalDate endDate, @Nullable String posterUrl, @Nullable Poster poster, Venue venue,
            List<Grade> grades, List<CastMember> performers, Rating rating, Booking booking, long bookingFee,
            String cancellationPolicy, CancellationTerms cancellationTerms, CancellationWords cancellationInWords,
            boolean archived, int version) {

        static Performance of(PerformanceView view, CancellationTexts texts) {
            PerformanceView.Poster poster = view.poster();
            return new Performance(view.id().value(), view.title(), view.category(), view.description(),
                    view.durationMinutes(), view.ageLimit(), view.startDate(), view.endDate(),
                    (poster != null) ? poster.large() : null, Poster.of(poster),
                    new Venue(view.venue().id().value(), view.venue().name(), view.venue().address()),
                    view.grades().stream().map(Grade::of).toList(), cast(view), Rating.of(view.rating()),
                    new Booking(view.bookingOpensAt(), view.maxPerPerson()), view.bookingFee().won(),
                    view.cancellationPolicy(), CancellationTerms.of(view.cancellationTerms()),
                    texts.of(view.cancellationTerms(), view.bookingFee()), view.archived(), view.version());
        }

    }

    static List<CastMember> cast(PerformanceView view) {
        return view.performers()
            .stream()
            .map((member) -> new CastMember(member.id().value(), member.name(), member.role()))
            .toList();
    }

    /** A poster in its widths. */
    @Schema(name = "Poster", example = """
            {"small": "/posters/0123456789abcdef0123456789abcdef-240.jpg",
             "medium": "/posters/0123456789abcdef0123456789abcdef-480.jpg",
             "large": "/posters/0123456789abcdef0123456789abcdef-960.jpg"}""")
    record Poster(String small, String medium, String large) {

        static @Nullable Poster of(PerformanceView.@Nullable Poster poster) {
            return (poster != null) ? new Poster(poster.small(), poster.medium(), poster.large()) : null;
        }

    }

    /** Where a performance is. */
    @Schema(name = "PerformanceVenue", example = """
            {"id": 1, "name": "Blue Hall", "address": "12 Harbour Street, Busan"}""")
    record Venue(long id, String name, String address) {
    }

    /** A grade with its seats. */
    @Schema(name = "Grade", example = """
            {"name": "R", "price": 110000, "sections": ["1F"], "rows": []}""")
    record Grade(String name, long price, List<String> sections, List<GradeRow> rows) {

        static Grade of(PerformanceView.Grade grade) {
            return new Grade(grade.name(), grade.price().won(), grade.sections(),
                    grade.rows().stream().map((row) -> new GradeRow(row.section(), row.row())).toList());
        }

    }

    /** A row with a grade of its own. */
    @Schema(name = "GradeRow", example = """
            {"section": "1F", "row": "1"}""")
    record GradeRow(String section, String row) {
    }

    /** Someone of the cast. */
    @Schema(name = "CastMember", example = """
            {"id": 3, "name": "Han Seora", "role": "The captain"}""")
    record CastMember(long id, String name, String role) {
    }

    /** What people who were there think. */
    @Schema(name = "Rating",
            description = "The average of the reviews' ratings, 1 to 5 with one decimal place; null while nobody has written one",
            example = """
                    {"average": 4.5, "count": 2}""")
    record Rating(@Nullable Double average, long count) {

        static Rating of(io.ticketblue.catalog.rating.Rating rating) {
            return new Rating(rating.average(), rating.count());
        }

    }

    /** When and how many can be booked. */
    @Schema(name = "BookingTerms", example = """
            {"opensAt": "2026-11-25T20:00:00+09:00", "maxPerPerson": 4}""")
    record Booking(@Nullable Instant opensAt, int maxPerPerson) {
    }

    /** A venue with the parts of its house. */
    @Schema(name = "Venue", example = """
            {"id": 1, "name": "Blue Hall", "address": "12 Harbour Street, Busan", "capacity": 80,
             "sections": [{"id": 2, "name": "1F", "standing": false, "capacity": 80, "rows": ["1", "2"]}],
             "turnaroundMinutes": 30, "version": 2}""")
    record House(long id, String name, String address, int capacity, List<Section> sections, int turnaroundMinutes,
            int version) {

        static House of(VenueView view) {
            return new House(view.id().value(), view.name(), view.address(), view.capacity(),
                    view.sections()
                        .stream()
                        .map((section) -> new Section(section.id().value(), section.name(), section.standing(),
                                section.capacity(), section.rows()))
                        .toList(),
                    view.turnaroundMinutes(), view.version());
        }

    }

    /** A part of a house. */
    @Schema(name = "VenueSection", example = """
            {"id": 2, "name": "1F", "standing": false, "capacity": 80, "rows": ["1", "2"]}""")
    record Section(long id, String name, boolean standing, int capacity, List<String> rows) {
    }

    /** Someone who performs. */
    @Schema(name = "Performer", example = """
            {"id": 3, "name": "Han Seora", "birthDate": "1994-05-02", "nation": "Korea", "version": 1}""")
    record Performer(long id, String name, @Nullable LocalDate birthDate, @Nullable String nation, int version) {

        static Performer of(PerformerView view) {
            return new Performer(view.id().value(), view.name(), view.birthDate(), view.nation(), view.version());
        }

    }

    /** A round as staff see it. */
    @Schema(name = "CatalogRound", example = """
            {"id": 12, "performanceId": 7, "startsAt": "2026-12-24T19:30:00+09:00",
             "bookingOpensAt": "2026-11-25T20:00:00+09:00", "bookingClosesAt": "2026-12-24T18:30:00+09:00",
             "cancelled": false, "archived": false, "version": 1}""")
    record Round(long id, long performanceId, Instant startsAt, Instant bookingOpensAt, Instant bookingClosesAt,
            boolean cancelled, boolean archived, int version) {

        static Round of(RoundView view) {
            return new Round(view.id().value(), view.performanceId().value(), view.startsAt(), view.bookingOpensAt(),
                    view.bookingClosesAt(), view.cancelled(), view.archived(), view.version());
        }

    }

}
