package io.ticketblue.standalone;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.BoxOffice;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PricedSeat;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets visitors book and pay seats, so that some rounds are nearly gone and one is sold
 * out. It counts what is sold first, so it can be repeated.
 */
final class DemoSales {

    private static final Logger log = LoggerFactory.getLogger(DemoSales.class);

    /** From this share on a round is sold as far as it shall be, whatever it takes. */
    private static final double NEARLY_ALL = 0.9;

    private static final int FEW_BOOKINGS = 3;

    private final Catalog catalog;

    private final Bookings bookings;

    private final BoxOffice boxOffice;

    private final TossSimulator toss;

    private final List<AccountId> visitors;

    private final BooleanSupplier active;

    DemoSales(Catalog catalog, Bookings bookings, BoxOffice boxOffice, TossSimulator toss, List<AccountId> visitors,
            BooleanSupplier active) {
        this.catalog = catalog;
        this.bookings = bookings;
        this.boxOffice = boxOffice;
        this.toss = toss;
        this.visitors = visitors;
        this.active = active;
    }

    /**
     * Sells seats of a round.
     * @param round of which round
     * @param share how much of it at most
     * @param mostPerPerson how many seats a visitor may have
     */
    void sell(RoundId round, double share, int mostPerPerson) {
        List<PricedSeat> seats = this.catalog.seating(round);
        List<ReservationView> live = this.boxOffice.liveReservations(round);
        Set<SeatId> taken = live.stream()
            .flatMap((reservation) -> reservation.seats().stream())
            .map(ReservationView.Seat::id)
            .collect(Collectors.toSet());
        int most = (share >= NEARLY_ALL) ? this.visitors.size() : FEW_BOOKINGS;
        int left = (int) Math.round(share * seats.size()) - taken.size();
        List<PricedSeat> free = seats.stream().filter((seat) -> !taken.contains(seat.seat().id())).toList();
        int size = (share >= NEARLY_ALL) ? mostPerPerson : Math.min(4, mostPerPerson);
        List<List<SeatId>> groups = groups(free, size, share >= NEARLY_ALL, new Random(round.value()));
        for (int booking = live.size(); booking < most && left > 0 && !groups.isEmpty(); booking++) {
            if (!this.active.getAsBoolean()) {
                return;
            }
            List<SeatId> group = groups.removeFirst();
            List<SeatId> wanted = group.subList(0, Math.min(left, group.size()));
            book(this.visitors.get(booking), round, wanted);
            left -= wanted.size();
        }
    }

    /** Neighbours, those near the stage more likely first; across rows if all must go. */
    private static List<List<SeatId>> groups(List<PricedSeat> free, int size, boolean all, Random random) {
        List<List<SeatId>> groups = new ArrayList<>();
        String place = "";
        for (PricedSeat seat : free) {
            String row = all ? "" : seat.seat().section() + "/" + seat.seat().row();
            if (groups.isEmpty() || groups.getLast().size() == size || !row.equals(place)) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(seat.seat().id());
            place = row;
        }
        if (!all) {
            Collections.shuffle(groups, random);
        }
        return groups;
    }

    private void book(AccountId visitor, RoundId round, List<SeatId> seats) {
        try {
            ReservationView held = this.bookings.hold(new HoldSeats(visitor, round, seats));
            Checkout checkout = this.bookings.order(visitor, held.id(), PlaceOrder.simple());
            String key = this.toss.pay(checkout.orderId().value(), checkout.amount().won(), TossOutcome.APPROVE);
            this.bookings.confirm(visitor, new StartPayment(checkout.orderId(), key, checkout.amount()));
        }
        catch (Problem ex) {
            // Somebody was faster; the demo can do without.
            log.atInfo().addKeyValue("round", round.value()).log("A visitor could not book: {}", ex.code());
        }
    }

}
