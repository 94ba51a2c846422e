package io.ticketblue.bench.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.ticketblue.bench.Database;
import io.ticketblue.search.reservation.ReservationSearch;

/** Ways for staff to find bookings. */
final class BookingComparison {

    private final Database database;

    private final Measuring measuring;

    private final List<BookingQuestions.Question> questions;

    BookingComparison(Database database, Measuring measuring) {
        this.database = database;
        this.measuring = measuring;
        this.questions = BookingQuestions.of(database, measuring.options().bookings());
    }

    /** All ways, that of the application first, then {@code LIKE}. */
    List<SearchResult.Way> run(ReservationSearch search, SearchResult.Build build) {
        Shown ours = measured("search of bookings", build, () -> new ApplicationBookingFinder(search));
        Shown like = measured(LikeFinder.NAME, SearchResult.Build.NONE,
                () -> new SqlBookingFinder(this.database, false));
        Shown fullText = fullText();
        List<SearchResult.Way> ways = new ArrayList<>();
        for (Shown way : List.of(ours, like, fullText)) {
            List<String> different = way.pages.differences(like.pages, this.questions);
            int compared = like.pages.answered();
            ways.add(new SearchResult.Way(way.name, way.build, compared, compared - different.size(), different,
                    way.speeds));
        }
        return ways;
    }

    private Shown fullText() {
        long before = System.nanoTime();
        SqlBookingFinder.fillTable(this.database);
        long filled = System.nanoTime();
        SqlBookingFinder.buildIndex(this.database);
        SearchResult.Build build = new SearchResult.Build((filled - before) / 1e9, (System.nanoTime() - filled) / 1e9,
                FullTextFinder.indexBytes(this.database));
        try {
            return measured(FullTextFinder.NAME, build, () -> new SqlBookingFinder(this.database, true));
        }
        finally {
            SqlBookingFinder.dropTable(this.database);
        }
    }

    private Shown measured(String name, SearchResult.Build build, Supplier<BookingQuestions.Finder> finders) {
        BookingPages pages = new BookingPages();
        SearchResult.Speeds speeds = this.measuring.run("bookings, " + name, this.questions,
                (question) -> new SearchResult.QuestionTime(question.group(), question.words(), 0, 0), finders,
                (finder, question) -> pages.note(question, finder.find(question)));
        return new Shown(name, build, pages, speeds);
    }

    private record Shown(String name, SearchResult.Build build, BookingPages pages, SearchResult.Speeds speeds) {
    }

}
