package io.ticketblue.admin;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.booking.BoxOffice;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.payment.Compensations;
import io.ticketblue.payment.MoneyBooks;
import io.ticketblue.payment.PaymentId;
import io.ticketblue.payment.PaymentRecord;
import io.ticketblue.payment.PaymentRecords;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.RefundView;
import io.ticketblue.shared.BuyerData;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Payments and what happened to each, and sending money back by hand. */
@Controller
@BuyerData
@RolesAllowed("FINANCE")
class StaffPaymentPages {

    private static final int PAGE_SIZE = 50;

    private static final int LONGEST_REASON = 200;

    private final PaymentFinder finder;

    private final PaymentRecords records;

    private final Payments payments;

    private final MoneyBooks money;

    private final Compensations compensations;

    private final BoxOffice boxOffice;

    private final Accounts accounts;

    private final Refusals refusals;

    private final Wording wording;

    private final Formats formats;

    StaffPaymentPages(PaymentFinder finder, PaymentRecords records, Payments payments, MoneyBooks money,
            Compensations compensations, BoxOffice boxOffice, Accounts accounts, Refusals refusals, Wording wording,
            Formats formats) {
        this.finder = finder;
        this.records = records;
        this.payments = payments;
        this.money = money;
        this.compensations = compensations;
        this.boxOffice = boxOffice;
        this.accounts = accounts;
        this.refusals = refusals;
        this.wording = wording;
        this.formats = formats;
    }

    @GetMapping("/admin/payments")
    String list(@RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable PaymentStatus status,
            @RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "0") int page, Model model, HttpServletResponse response) {
        model.addAttribute("q", q);
        model.addAttribute("status", status);
        model.addAttribute("from", from);
        model.addAttribute("to", to);
        model.addAttribute("statuses", PaymentStatus.values());
        Paging paging = new Paging(page, PAGE_SIZE);
        Page<PaymentRecord> found;
        try {
            Checks checks = new Checks();
            LocalDate first = checks.optionalDay("from", from.strip());
            LocalDate last = checks.optionalDay("to", to.strip());
            checks.done();
            found = this.finder.find(q, status, first, last, paging);
        }
        catch (Problem problem) {
            this.refusals.show(problem, model, response);
            found = Page.of(List.of(), paging, 0);
        }
        Map<Long, ReservationView> reservations = reservations(found.items());
        model.addAttribute("payments", found);
        model.addAttribute("reservations", reservations);
        model.addAttribute("buyers", this.accounts
            .accounts(reservations.values().stream().map(ReservationView::buyer).collect(Collectors.toSet())));
        return "admin/payments/list";
    }

    private Map<Long, ReservationView> reservations(Collection<PaymentRecord> payments) {
        return this.boxOffice
            .reservations(payments.stream()
                .map((record) -> new ReservationId(record.payment().reference()))
                .collect(Collectors.toSet()))
            .stream()
            .collect(Collectors.toMap((reservation) -> reservation.id().value(), Function.identity()));
    }

    @GetMapping("/admin/payments/{id}")
    String payment(@PathVariable PaymentId id, Model model) {
        return detail(this.records.record(id), Map.of(), model);
    }

    @PostMapping("/admin/payments/{id}/refund")
    String refund(@PathVariable PaymentId id, @RequestParam MultiValueMap<String, String> values, Model model,
            RedirectAttributes redirect, HttpServletResponse response) {
        Typed typed = new Typed(values);
        RefundView refund;
        try {
            Checks checks = new Checks();
            Money amount = checks.money("amount", typed.text("amount"));
            Money left = checks.money("left", typed.text("left"));
            String reason = checks.text("reason", typed.text("reason"), LONGEST_REASON);
            checkConfirmation(this.records.record(id), typed.text("confirm"), checks);
            checks.done();
            refund = this.records.refund(id, amount, reason, left);
        }
        catch (Problem problem) {
            this.refusals.show(problem, model, response);
            return detail(this.records.record(id), Map.of("amount", typed.text("amount"), "reason",
                    typed.text("reason"), "confirm", typed.text("confirm")), model);
        }
        this.wording.flash(redirect, "admin.payment.refund." + refund.status(), this.formats.money(refund.amount()));
        return "redirect:/admin/payments/" + id;
    }

    /** Money goes back only after its booking, or else its order, was named. */
    private void checkConfirmation(PaymentRecord record, String typed, Checks checks) {
        ReservationView reservation = reservations(List.of(record)).get(record.payment().reference());
        if (reservation != null) {
            Confirmation.checkCode(reservation.code(), typed, checks);
        }
        else {
            Confirmation.check(record.payment().orderId().value(), typed, checks);
        }
    }

    private String detail(PaymentRecord record, Map<String, String> typed, Model model) {
        long reference = record.payment().reference();
        ReservationView reservation = reservations(List.of(record)).get(reference);
        AccountView buyer = (reservation != null)
                ? this.accounts.accounts(List.of(reservation.buyer())).get(reservation.buyer()) : null;
        model.addAttribute("record", record);
        model.addAttribute("payment", record.payment());
        model.addAttribute("reservation", reservation);
        model.addAttribute("confirmation",
                (reservation != null) ? reservation.code() : record.payment().orderId().value());
        model.addAttribute("buyer", buyer);
        model.addAttribute("entries", this.money.entries(record.payment().id()));
        model.addAttribute("balance", this.money.balance(reference));
        model.addAttribute("refunds", this.payments.refundsFor(reference));
        model.addAttribute("compensations", this.compensations.compensationsFor(reference));
        model.addAttribute("typed", typed);
        return "admin/payments/detail";
    }

}
