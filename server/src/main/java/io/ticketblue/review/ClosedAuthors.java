package io.ticketblue.review;

import java.util.List;

import io.ticketblue.accounts.AccountClosed;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Takes the author from the reviews of an account that is closed, in the transaction that
 * closes it. The reviews stay and count: they are about the performance, and their
 * authors can delete them before.
 */
@Component
class ClosedAuthors {

    private final ReviewRepository reviews;

    private final ApplicationEventPublisher events;

    ClosedAuthors(ReviewRepository reviews, ApplicationEventPublisher events) {
        this.reviews = reviews;
        this.events = events;
    }

    @EventListener
    void on(AccountClosed event) {
        List<StoredReview> written = this.reviews.lockAll(event.account());
        this.reviews.forgetAuthor(event.account());
        written.stream()
            .filter((review) -> !review.hidden())
            .forEach((review) -> this.events.publishEvent(new ReviewChanged(review.id(), review.performance())));
    }

}
