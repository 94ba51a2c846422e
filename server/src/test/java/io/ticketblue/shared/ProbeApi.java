package io.ticketblue.shared;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.SignedIn;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** Controllers that only tests have, to see what becomes of requests on their way. */
@RestController
@TestComponent
class ProbeApi {

    /** How often an order was really made. */
    static final AtomicInteger ORDERS = new AtomicInteger();

    @PostMapping("/api/probe/orders")
    @Idempotent
    ResponseEntity<Map<String, Object>> order(@SignedIn AccountId person, @RequestBody Map<String, Object> body) {
        return make(body);
    }

    @PostMapping("/api/probe/unguarded-orders")
    ResponseEntity<Map<String, Object>> unguarded(@SignedIn AccountId person, @RequestBody Map<String, Object> body) {
        return make(body);
    }

    private static ResponseEntity<Map<String, Object>> make(Map<String, Object> body) {
        int number = ORDERS.incrementAndGet();
        if (body.containsKey("answer")) {
            throw new ResponseStatusException(HttpStatus.valueOf((Integer) body.get("answer")));
        }
        if (body.containsKey("notYet")) {
            throw new NotYet();
        }
        if (body.containsKey("surprise")) {
            throw new IllegalStateException("the secret of the house");
        }
        return ResponseEntity.status(HttpStatus.CREATED)
            .header("Location", "/api/probe/orders/" + number)
            .body(Map.of("number", number));
    }

    @PostMapping("/api/performances/probe/things")
    Thing thing(@RequestBody @Valid Thing thing) {
        return thing;
    }

    @GetMapping("/api/performances/probe/{id}/parts")
    List<Integer> parts(@PathVariable AccountId id, @RequestParam int page,
            @RequestParam(defaultValue = "1") @Positive int size) {
        return List.of(new Paging(page, size).page());
    }

    @GetMapping("/api/performances/probe/surprise")
    void surprise() {
        throw new IllegalStateException("the secret of the house");
    }

    @GetMapping("/probe/surprise")
    @PermitAll
    void surprisedPage() {
        throw new IllegalStateException("the secret of the house");
    }

    @GetMapping("/probe/me")
    @PermitAll
    String me(@SignedIn AccountId person) {
        return person.toString();
    }

    @GetMapping("/probe/perhaps")
    @PermitAll
    String perhaps(@SignedIn @Nullable AccountId person) {
        return String.valueOf(person);
    }

    @PostMapping("/probe/form")
    @PermitAll
    String form(@RequestParam String text) {
        return text;
    }

    @GetMapping("/admin/probe")
    @RolesAllowed("ADMIN")
    String admin() {
        return "staff";
    }

    @PostMapping("/api/admin/performances/probe/uploads")
    @RolesAllowed("ADMIN")
    long upload(@RequestPart MultipartFile file) {
        return file.getSize();
    }

    record Thing(@Positive int count, Instant at, Money price, @Valid @Nullable List<Part> parts) {
    }

    record Part(@Positive int size) {
    }

    /** A refusal that is no server's fault and may pass by itself. */
    static final class NotYet extends Problem {

        NotYet() {
            super(HttpStatus.FORBIDDEN, "request.forbidden");
        }

        @Override
        public boolean mayPass() {
            return true;
        }

    }

}
