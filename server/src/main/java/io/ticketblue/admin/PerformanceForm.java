package io.ticketblue.admin;

import java.util.stream.Collectors;
import java.util.function.Function;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.SavePerformance;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.VenueView;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * A performance as typed. Grades are chosen by their number in the list, from 1, so that
 * they can be renamed freely.
 *
 * @param sections the number of the grade of each section of the venue, by name
 * @param rules rows with a grade of their own
 */
record PerformanceForm(String title, String category, String description, String durationMinutes, String ageLimit,
        String startDate, String endDate, String venueId, String maxPerPerson, String bookingFee,
        CancellationForm cancellation, List<GradeLine> grades, List<SectionLine> sections, List<RowLine> rules,
        List<CastLine> cast) {

    private static final int LONGEST = 1_440;

    private static final int OLDEST = 19;

    private static final int MOST_PER_PERSON = 20;

    private static final Pattern INDEX = Pattern.compile("^(grades|performers|performerIds)\\[(\\d+)]\\.?(\\w*).*");

    /** A grade and what a seat of it costs. */
    record GradeLine(String name, String price) {

        static GradeLine of(Typed.Line line) {
            return new GradeLine(line.text("gradeName"), line.text("gradePrice"));
        }

        boolean blank() {
            return (this.name + this.price).isEmpty();
        }
    }

    /** The grade of a section. */
    record SectionLine(String section, String grade) {

        static SectionLine of(Typed.Line line) {
            return new SectionLine(line.text("section"), line.text("sectionGrade"));
        }
    }

    /** The grade of some rows of a section, from one to another. */
    record RowLine(String section, String from, String to, String grade) {

        static RowLine of(Typed.Line line) {
            return new RowLine(line.text("ruleSection"), line.text("ruleFrom"), line.text("ruleTo"),
                    line.text("ruleGrade"));
        }

        boolean blank() {
            return (this.section + this.from + this.to + this.grade).isEmpty();
        }
    }

    /** Someone of the cast, by name or by name and number. */
    record CastLine(String performer, String role) {

        static CastLine of(Typed.Line line) {
            return new CastLine(line.text("castPerformer"), line.text("castRole"));
        }

        boolean blank() {
            return (this.performer + this.role).isEmpty();
        }
    }

    static PerformanceForm empty(String venueId) {
        return new PerformanceForm("", "", "", "", "0", "", "", venueId, "4", "0", CancellationForm.empty(),
                List.of(new GradeLine("VIP", ""), new GradeLine("R", ""), new GradeLine("S", "")), List.of(), List.of(),
                List.of());
    }

    static PerformanceForm of(Typed typed) {
        return new PerformanceForm(typed.text("title"), typed.text("category"), typed.text("description"),
                typed.text("durationMinutes"), typed.text("ageLimit"), typed.text("startDate"), typed.text("endDate"),
                typed.text("venueId"), typed.text("maxPerPerson"), typed.text("bookingFee"), CancellationForm.of(typed),
                typed.lines(GradeLine::of, "gradeName", "gradePrice"),
                typed.lines(SectionLine::of, "section", "sectionGrade"),
                typed.lines(RowLine::of, "ruleSection", "ruleFrom", "ruleTo", "ruleGrade"),
                typed.lines(CastLine::of, "castPerformer", "castRole"))
            .withoutBlankLines();
    }

    static PerformanceForm of(PerformanceView performance, VenueView venue) {
        List<PerformanceView.Grade> grades = performance.grades();
        List<SectionLine> sections = venue.sections()
            .stream()
            .map((section) -> new SectionLine(section.name(), number(grades, section.name())))
            .toList();
        return new PerformanceForm(performance.title(), performance.category().name(), performance.description(),
                String.valueOf(performance.durationMinutes()), String.valueOf(performance.ageLimit()),
                performance.startDate().toString(), performance.endDate().toString(),
                performance.venue().id().toString(), String.valueOf(performance.maxPerPerson()),
                String.valueOf(performance.bookingFee().won()),
                CancellationForm.of(performance.cancellationPolicy(), performance.cancellationTerms()),
                grades.stream()
                    .map((grade) -> new GradeLine(grade.name(), String.valueOf(grade.price().won())))
                    .toList(),
                sections, RowGrades.lines(grades, venue),
                performance.performers()
                    .stream()
                    .map((member) -> new CastLine(Cast.option(member.id(), member.name()), member.role()))
                    .toList());
    }

    private static String number(List<PerformanceView.Grade> grades, String section) {
        return IntStream.range(0, grades.size())
            .filter((index) -> grades.get(index).sections().contains(section))
            .mapToObj((index) -> String.valueOf(index + 1))
            .findFirst()
            .orElse("");
    }

    /** Lines without text count for nothing; grade numbers move up with their grades. */
    private PerformanceForm withoutBlankLines() {
        List<GradeLine> kept = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        for (GradeLine grade : this.grades) {
            if (!grade.blank()) {
                kept.add(grade);
            }
            numbers.add(grade.blank() ? "" : String.valueOf(kept.size()));
        }
        return new PerformanceForm(this.title, this.category, this.description, this.durationMinutes, this.ageLimit,
                this.startDate, this.endDate, this.venueId, this.maxPerPerson, this.bookingFee, this.cancellation, kept,
                this.sections.stream()
                    .map((line) -> new SectionLine(line.section(), moved(line.grade(), numbers)))
                    .toList(),
                this.rules.stream()
                    .filter((line) -> !line.blank())
                    .map((line) -> new RowLine(line.section(), line.from(), line.to(), moved(line.grade(), numbers)))
                    .toList(),
                this.cast.stream().filter((line) -> !line.blank()).toList());
    }

    private static String moved(String number, List<String> numbers) {
        return IntStream.range(0, numbers.size())
            .filter((index) -> String.valueOf(index + 1).equals(number))
            .mapToObj(numbers::get)
            .findFirst()
            .orElse("");
    }

    /** The grade chosen for a section, empty if none was. */
    public String gradeOf(String section) {
        return this.sections.stream()
            .filter((line) -> line.section().equals(section))
            .map(SectionLine::grade)
            .findFirst()
            .orElse("");
    }

    /**
     * The fields by the message keys of their labels, to compare two forms.
     * @param category what a category is called
     * @param venueName what a venue is called
     * @param policyName what a cancellation policy is called
     */
    Map<String, String> fields(Wording wording, Function<String, String> venueName, String policy) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("admin.performance.title", this.title);
        fields.put("admin.performance.category", wording.either("category." + this.category, this.category));
        fields.put("admin.performance.duration", this.durationMinutes);
        fields.put("admin.performance.age", this.ageLimit);
        fields.put("admin.performance.start-date", wording.day(this.startDate));
        fields.put("admin.performance.end-date", wording.day(this.endDate));
        fields.put("admin.performance.description", this.description);
        fields.put("admin.performance.max", this.maxPerPerson);
        fields.put("admin.performance.fee", wording.money(this.bookingFee));
        fields.put("admin.venue", venueName.apply(this.venueId));
        fields.put("admin.performance.prices",
                joined(this.grades, (grade) -> grade.name() + " " + wording.money(grade.price())));
        fields.put("admin.performance.sections",
                joined(this.sections, (line) -> line.section() + ": " + gradeName(line.grade())));
        fields.put("admin.performance.rules", joined(this.rules, (line) -> line.section() + " " + line.from() + "–"
                + (line.to().isEmpty() ? line.from() : line.to()) + ": " + gradeName(line.grade())));
        fields.put("admin.performance.policy", policy);
        fields.put("admin.performance.cast",
                joined(this.cast, (line) -> (line.performer() + " " + line.role()).strip()));
        return fields;
    }

    private static <T> String joined(List<T> lines, Function<T, String> words) {
        return lines.stream().map(words).collect(Collectors.joining(", "));
    }

    private String gradeName(String number) {
        int index = number.matches("\\d{1,2}") ? Integer.parseInt(number) - 1 : -1;
        return (index >= 0 && index < this.grades.size()) ? this.grades.get(index).name() : "–";
    }

    /** The venue that was chosen, null if none was. */
    @Nullable VenueId venue() {
        return this.venueId.matches("\\d{1,18}") ? VenueId.valueOf(this.venueId) : null;
    }

    /**
     * What the form asks for.
     * @param venue the chosen venue, null if none was
     * @param cast finds performers by what was typed
     * @throws io.ticketblue.shared.InvalidRequest if a field cannot be read
     */
    SavePerformance command(@Nullable VenueView venue, Cast cast) {
        Checks checks = new Checks();
        SavePerformance performance = new SavePerformance(checks.required("title", this.title),
                checks.choice(Category.class, "category", this.category), this.description,
                checks.number("durationMinutes", this.durationMinutes, 1, LONGEST),
                checks.number("ageLimit", this.ageLimit, 0, OLDEST), checks.day("startDate", this.startDate),
                checks.day("endDate", this.endDate), (venue != null) ? venue.id() : new VenueId(0),
                grades(venue, checks),
                IntStream.range(0, this.cast.size()).mapToObj((index) -> member(index, cast, checks)).toList(),
                checks.optionalNumber("maxPerPerson", this.maxPerPerson, 1, MOST_PER_PERSON),
                this.bookingFee.isEmpty() ? Money.ZERO : checks.money("bookingFee", this.bookingFee),
                this.cancellation.policy().isEmpty() ? null : this.cancellation.policy(),
                this.cancellation.terms(checks));
        if (venue == null) {
            checks.wrong("venueId", Checks.CHOOSE);
        }
        checks.done();
        return performance;
    }

    private List<SavePerformance.Grade> grades(@Nullable VenueView venue, Checks checks) {
        if (this.grades.isEmpty()) {
            checks.wrong("grades", "admin.performance.grades-missing");
        }
        List<List<PerformanceView.GradeRow>> rows = (venue != null) ? RowGrades.rows(this, venue, checks)
                : this.grades.stream().map((grade) -> List.<PerformanceView.GradeRow>of()).toList();
        return IntStream.range(0, this.grades.size()).mapToObj((index) -> {
            GradeLine grade = this.grades.get(index);
            String field = "grades[" + index + "].";
            return new SavePerformance.Grade(checks.required(field + "name", grade.name()),
                    checks.money(field + "price", grade.price()),
                    this.sections.stream()
                        .filter((line) -> line.grade().equals(String.valueOf(index + 1)))
                        .map(SectionLine::section)
                        .toList(),
                    rows.get(index));
        }).toList();
    }

    private SavePerformance.Performer member(int index, Cast cast, Checks checks) {
        CastLine line = this.cast.get(index);
        return new SavePerformance.Performer(cast.find(checks, "cast[" + index + "].performer", line.performer()),
                line.role());
    }

    /** The field of the form that a facade's field or a problem's code is about. */
    static @Nullable String field(String name) {
        if (name.startsWith("poster") || name.startsWith("catalog.poster")) {
            return "poster";
        }
        var matcher = INDEX.matcher(name);
        if (!matcher.matches()) {
            return switch (name) {
                case "cancellationTerms" -> "cancellationPolicy";
                case "catalog.has-rounds" -> "venueId";
                case "catalog.rounds-outside-dates" -> "startDate";
                case "catalog.venue-occupied" -> "durationMinutes";
                case "catalog.venue-not-found" -> "venueId";
                case "catalog.has-reservations" -> "grades";
                case "performers", "performerIds" -> "cast";
                default -> null;
            };
        }
        if (!matcher.group(1).equals("grades")) {
            return "cast[" + matcher.group(2) + "]." + (matcher.group(3).equals("role") ? "role" : "performer");
        }
        return switch (matcher.group(3)) {
            case "name", "price" -> "grades[" + matcher.group(2) + "]." + matcher.group(3);
            case "sections" -> "sections";
            case "rows" -> "rules";
            default -> "grades[" + matcher.group(2) + "].name";
        };
    }

}
