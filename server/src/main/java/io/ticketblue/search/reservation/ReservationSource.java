package io.ticketblue.search.reservation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.listing.ReservationListing;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.search.index.IndexSource;

import org.springframework.stereotype.Component;

/**
 * Reads reservations for the index. Those that hold seats unpaid are not in it: they
 * change or end within minutes and are read from the database.
 */
@Component
class ReservationSource implements IndexSource<ReservationDocument> {

    static final String KIND = "reservation";

    private final ReservationListing listing;

    private final Catalog catalog;

    private final Accounts accounts;

    ReservationSource(ReservationListing listing, Catalog catalog, Accounts accounts) {
        this.listing = listing;
        this.catalog = catalog;
        this.accounts = accounts;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<ReservationDocument> type() {
        return ReservationDocument.class;
    }

    @Override
    public long id(ReservationDocument document) {
        return document.number();
    }

    @Override
    public List<ReservationDocument> load(Collection<Long> ids) {
        return documents(this.listing.list(ids.stream().map(ReservationId::of).toList()));
    }

    /**
     * Reads on until there are documents, since whole portions may hold seats unpaid.
     */
    @Override
    public List<ReservationDocument> after(long after, int size) {
        long last = after;
        while (true) {
            List<ReservationView> portion = this.listing.after(last, size);
            List<ReservationDocument> documents = documents(portion);
            if (portion.isEmpty() || !documents.isEmpty()) {
                return documents;
            }
            last = portion.getLast().id().value();
        }
    }

    static boolean isIndexed(ReservationView reservation) {
        return switch (reservation.status()) {
            case HELD, PAYING, AWAITING_DEPOSIT -> false;
            case CONFIRMED, PARTIALLY_CANCELLED, CANCELLED, EXPIRED -> true;
        };
    }

    private List<ReservationDocument> documents(List<ReservationView> reservations) {
        List<ReservationView> indexed = reservations.stream().filter(ReservationSource::isIndexed).toList();
        Map<RoundId, RoundView> rounds = this.catalog
            .rounds(indexed.stream().map(ReservationView::roundId).collect(Collectors.toSet()));
        Map<AccountId, AccountView> buyers = this.accounts
            .accounts(indexed.stream().map(ReservationView::buyer).collect(Collectors.toSet()));
        List<ReservationDocument> documents = new ArrayList<>(indexed.size());
        for (ReservationView reservation : indexed) {
            RoundView round = rounds.get(reservation.roundId());
            if (round != null) {
                documents
                    .add(new ReservationDocument(reservation, round.performanceId(), buyers.get(reservation.buyer())));
            }
        }
        return documents;
    }

}
