package io.ticketblue.admin;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.KeptPoster;
import io.ticketblue.catalog.PosterUpload;
import io.ticketblue.shared.InvalidRequest;

/**
 * Reads the poster of a form. A chosen file is kept at once, so that it need not be
 * chosen again when something else in the form is wrong.
 */
@Component
class PosterFields {

    private final CatalogAdmin admin;

    PosterFields(CatalogAdmin admin) {
        this.admin = admin;
    }

    PosterField read(Typed typed, @Nullable MultipartFile file) {
        if (file != null && file.getOriginalFilename() != null && !file.getOriginalFilename().isEmpty()) {
            PosterUpload upload = new PosterUpload(file.getSize(), file);
            try {
                Optional<KeptPoster> kept = this.admin.keepPoster(upload);
                return new PosterField(kept.orElse(null), kept.isPresent() ? null : upload, false, null);
            }
            catch (InvalidRequest ex) {
                return new PosterField(null, null, false, ex);
            }
        }
        String key = typed.text("keptPoster");
        if (!key.isEmpty()) {
            // What was given up meanwhile is refused when the form is saved.
            KeptPoster kept = this.admin.keepPoster(key).orElse(null);
            return (kept != null) ? new PosterField(kept, null, false, null)
                    : new PosterField(null, null, false, new InvalidRequest("poster", "catalog.poster.given-up"));
        }
        return new PosterField(null, null, !typed.text("removePoster").isEmpty(), null);
    }

}
