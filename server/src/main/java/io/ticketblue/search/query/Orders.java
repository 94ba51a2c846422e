package io.ticketblue.search.query;

import io.ticketblue.search.SearchQuery;
import org.hibernate.search.engine.search.sort.dsl.SearchSortFactory;
import org.hibernate.search.engine.search.sort.dsl.SortFinalStep;

/** The orders of performances; equal ones are in the order of their numbers. */
final class Orders {

    private Orders() {
    }

    static SortFinalStep of(SearchQuery.Sort sort, SearchSortFactory by) {
        return switch (sort) {
            case RELEVANCE -> by.score().then().field("startDate").asc().then().field("number").asc();
            case DATE -> by.field("startDate").asc().then().field("number").asc();
            case OPENING -> by.score()
                .then()
                .field("opensAt")
                .asc()
                .missing()
                .last()
                .then()
                .field("startDate")
                .asc()
                .then()
                .field("number")
                .asc();
            case PRICE -> by.field("lowestPrice").asc().then().field("startDate").asc().then().field("number").asc();
            case TITLE -> by.field("order").asc().then().field("number").asc();
            case NEWEST -> by.field("number").desc();
        };
    }

}
