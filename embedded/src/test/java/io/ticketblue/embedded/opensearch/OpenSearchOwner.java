package io.ticketblue.embedded.opensearch;

import java.io.IOException;

/** A program that starts an OpenSearch, prints the id of its process, and waits. */
final class OpenSearchOwner {

    private OpenSearchOwner() {
    }

    public static void main(String[] args) throws IOException {
        System.out.println(EmbeddedOpenSearch.startTemporary().pid());
        System.in.read();
    }

}
