package io.ticketblue.web;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.SignedIn;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.RoundAvailability;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.PerformanceView.Grade;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundNotFound;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Problem;
import io.ticketblue.shared.ProblemTexts;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.RequestContextUtils;

/** Choosing seats of a round. */
@Controller
class SeatPages {

    private final Catalog catalog;

    private final Bookings bookings;

    private final SeatLists lists;

    private final ProblemTexts problems;

    private final Formats formats;

    private final Texts texts;

    private final JsonMapper json;

    SeatPages(Catalog catalog, Bookings bookings, SeatLists lists, ProblemTexts problems, Formats formats, Texts texts,
            JsonMapper json) {
        this.catalog = catalog;
        this.bookings = bookings;
        this.lists = lists;
        this.problems = problems;
        this.formats = formats;
        this.texts = texts;
        this.json = json;
    }

    @GetMapping("/rounds/{id}/seats")
    String seats(@PathVariable RoundId id, @RequestParam(required = false) @Nullable String section,
            @SignedIn @Nullable AccountId buyer, Model model) {
        RoundView round = this.catalog.round(id);
        if (round.archived()) {
            throw new RoundNotFound();
        }
        PerformanceView performance = this.catalog.performance(round.performanceId());
        RoundAvailability availability = this.bookings.availability(List.of(id)).get(id);
        model.addAttribute("round", round);
        model.addAttribute("performance", performance);
        model.addAttribute("sale", SaleState.of(round, availability));
        model.addAttribute("grades", this.json.writeValueAsString(marks(performance.grades())));
        model.addAttribute("texts", this.texts.json());
        int owned = (buyer != null) ? this.bookings.seatsOf(buyer, id) : 0;
        model.addAttribute("owned", owned);
        model.addAttribute("allowance", Math.max(0, performance.maxPerPerson() - owned));
        model.addAttribute("running", (buyer != null) ? this.bookings.runningHold(buyer, id).orElse(null) : null);
        model.addAttribute("seatList", (section != null) ? this.lists.of(id, performance, section) : null);
        return "seats";
    }

    /** Where signing in leads back to: the choice waits in the browser. */
    @GetMapping("/rounds/{id}/hold")
    String signedIn(@PathVariable RoundId id, @SignedIn AccountId buyer, HttpServletRequest request,
            RedirectAttributes next) {
        Map<String, ?> told = RequestContextUtils.getInputFlashMap(request);
        if (told != null) {
            told.forEach(next::addFlashAttribute);
        }
        return "redirect:/rounds/" + id + "/seats";
    }

    @PostMapping(path = "/rounds/{id}/hold", produces = MediaType.TEXT_HTML_VALUE)
    String hold(@PathVariable RoundId id, @SignedIn AccountId buyer,
            @RequestParam(name = "seat", defaultValue = "") List<Long> seats, RedirectAttributes next) {
        try {
            return "redirect:/checkout/" + hold(buyer, id, seats).id();
        }
        catch (Problem problem) {
            next.addFlashAttribute("refusal", this.problems.detail(problem));
            return "redirect:/rounds/" + id + "/seats";
        }
    }

    @PostMapping(path = "/rounds/{id}/hold", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> holdByScript(@PathVariable RoundId id, @SignedIn AccountId buyer,
            @RequestParam(name = "seat", defaultValue = "") List<Long> seats) {
        try {
            ReservationView held = hold(buyer, id, seats);
            URI checkout = URI.create("/checkout/" + held.id());
            return ResponseEntity.created(checkout).body(Map.of("checkout", checkout));
        }
        catch (Problem problem) {
            ProblemDetail detail = this.problems.describe(problem);
            return ResponseEntity.status(problem.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(detail);
        }
    }

    /** The coupons of earlier holds that ran out are there at the checkout. */
    private ReservationView hold(AccountId buyer, RoundId id, List<Long> seats) {
        ReservationView held = this.bookings.hold(new HoldSeats(buyer, id, ids(seats)));
        this.bookings.expireHolds(buyer);
        return held;
    }

    private List<GradeMark> marks(List<Grade> grades) {
        return IntStream.range(0, grades.size()).mapToObj((index) -> {
            Grade grade = grades.get(index);
            return new GradeMark(grade.name(), this.formats.letter(grade.name(), index), grade.price().won());
        }).toList();
    }

    private static List<SeatId> ids(List<Long> seats) {
        return seats.stream().distinct().map(SeatId::new).toList();
    }

    /**
     * A grade as the map draws it.
     *
     * @param name its name
     * @param letter what stands on its seats
     * @param price what a seat costs in won
     */
    record GradeMark(String name, String letter, long price) {
    }

}
