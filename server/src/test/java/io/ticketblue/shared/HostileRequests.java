package io.ticketblue.shared;

import io.ticketblue.shared.RawHttp.Request;
import tools.jackson.databind.json.JsonMapper;

/** What hostile requests have in common. */
final class HostileRequests {

    static final JsonMapper JSON = JsonMapper.shared();

    private HostileRequests() {
    }

    /** Who sends a request. */
    enum Who {

        ANYBODY, BUYER, STAFF,

        /** A buyer of the request's own, because the account may be gone after it. */
        NEW_BUYER

    }

    /**
     * A request with one hostile place.
     *
     * @param operation method and address as the application knows them
     * @param place where what is hostile stands
     */
    record Shot(String operation, String place, Who who, Request request) {

        @Override
        public String toString() {
            return this.operation + " | " + this.place + " | " + this.who + " | " + this.request;
        }

    }

}
