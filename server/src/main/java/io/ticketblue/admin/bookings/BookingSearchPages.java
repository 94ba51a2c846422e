package io.ticketblue.admin.bookings;

import java.util.List;

import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.admin.Refusals;
import io.ticketblue.admin.Sales;
import io.ticketblue.booking.ReservationFilter;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.listing.ReservationOrder;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.search.reservation.ReservationCriteria;
import io.ticketblue.search.reservation.ReservationHits;
import io.ticketblue.search.reservation.ReservationSearch;
import io.ticketblue.shared.BuyerData;
import io.ticketblue.shared.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Who booked what, by any condition. */
@Controller
@BuyerData
@RolesAllowed({ "BOX_OFFICE", "FINANCE" })
class BookingSearchPages {

    private static final int PAGE_SIZE = 50;

    private final ReservationSearch search;

    private final BookingLines lines;

    private final BookingExports exports;

    private final Catalog catalog;

    private final Accounts accounts;

    private final Sales sales;

    private final Refusals refusals;

    BookingSearchPages(ReservationSearch search, BookingLines lines, BookingExports exports, Catalog catalog,
            Accounts accounts, Sales sales, Refusals refusals) {
        this.search = search;
        this.lines = lines;
        this.exports = exports;
        this.catalog = catalog;
        this.accounts = accounts;
        this.sales = sales;
        this.refusals = refusals;
    }

    @GetMapping("/admin/bookings")
    String all(@RequestParam MultiValueMap<String, String> values, Model model, HttpServletResponse response) {
        list("/admin/bookings", values, BookingSearchForm.of(values), model, response);
        return "admin/bookings/list";
    }

    @GetMapping("/admin/rounds/{id}/bookings")
    @RolesAllowed("BOX_OFFICE")
    String ofRound(@PathVariable RoundId id, @RequestParam MultiValueMap<String, String> values, Model model,
            HttpServletResponse response) {
        RoundView round = this.catalog.round(id);
        list("/admin/rounds/" + id + "/bookings", values, BookingSearchForm.of(values, id), model, response);
        model.addAttribute("line", this.sales.of(round));
        model.addAttribute("performance", this.catalog.performance(round.performanceId()));
        return "admin/bookings/round";
    }

    @GetMapping("/admin/bookings.csv")
    void csv(@RequestParam MultiValueMap<String, String> values, HttpServletResponse response) {
        BookingSearchForm form = BookingSearchForm.of(values);
        this.exports.csv(form.criteria(), form.order(), response);
    }

    @GetMapping("/admin/bookings.xlsx")
    void workbook(@RequestParam MultiValueMap<String, String> values, HttpServletResponse response) {
        BookingSearchForm form = BookingSearchForm.of(values);
        this.exports.workbook(form.criteria(), form.order(), response);
    }

    private void list(String path, MultiValueMap<String, String> values, BookingSearchForm form, Model model,
            HttpServletResponse response) {
        ReservationHits hits = new ReservationHits(List.of(), 0, PAGE_SIZE, 0, null, null);
        ReservationOrder order = ReservationOrder.NEWEST;
        try {
            order = form.order();
            ReservationCriteria criteria = form.criteria();
            addNames(criteria.filter(), model);
            hits = this.search.search(criteria, form.slice(PAGE_SIZE));
        }
        catch (Problem problem) {
            this.refusals.show(problem, model, response);
        }
        model.addAttribute("form", form);
        model.addAttribute("links", new BookingLinks(path, values, order));
        model.addAttribute("statuses", ReservationStatus.values());
        model.addAttribute("hits", hits);
        model.addAttribute("lines", this.lines.of(hits.items()));
        model.addAttribute("mostExported", BookingExports.MOST);
    }

    /** What the conditions that hold numbers stand for. */
    private void addNames(ReservationFilter filter, Model model) {
        if (filter.buyer() != null) {
            AccountView buyer = this.accounts.accounts(List.of(filter.buyer())).get(filter.buyer());
            model.addAttribute("buyer", (buyer != null && !buyer.closed()) ? buyer.name() : filter.buyer());
        }
        if (filter.performanceId() != null) {
            var card = this.catalog.cards(List.of(filter.performanceId())).get(filter.performanceId());
            model.addAttribute("onlyPerformance", (card != null) ? card.title() : filter.performanceId());
            model.addAttribute("rounds", this.catalog.rounds(filter.performanceId()));
        }
        if (filter.roundId() != null) {
            RoundView round = this.catalog.rounds(List.of(filter.roundId())).get(filter.roundId());
            model.addAttribute("onlyRound", (round != null) ? round.startsAt() : null);
        }
    }

}
