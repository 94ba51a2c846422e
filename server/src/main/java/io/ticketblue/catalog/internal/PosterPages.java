package io.ticketblue.catalog.internal;

import java.time.Duration;

import io.ticketblue.catalog.PosterNotFound;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves the files of posters, which never change under their names. */
@RestController
class PosterPages {

    private static final CacheControl FOR_EVER = CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final Posters posters;

    PosterPages(Posters posters) {
        this.posters = posters;
    }

    @GetMapping("/posters/{name}")
    ResponseEntity<byte[]> poster(@PathVariable String name) {
        if (!PosterName.PATTERN.matcher(name).matches()) {
            throw new PosterNotFound();
        }
        byte[] jpeg = this.posters.read(name).orElseThrow(PosterNotFound::new);
        return ResponseEntity.ok()
            .cacheControl(FOR_EVER)
            .header("X-Content-Type-Options", "nosniff")
            .contentType(MediaType.IMAGE_JPEG)
            .body(jpeg);
    }

}
