package io.ticketblue.admin;

import org.jspecify.annotations.Nullable;

import org.springframework.ui.Model;

import io.ticketblue.catalog.KeptPoster;
import io.ticketblue.catalog.PosterChoice;
import io.ticketblue.catalog.PosterUpload;
import io.ticketblue.shared.InvalidRequest;

/**
 * The poster of a form.
 *
 * @param kept the picture that was handed in and is kept, if there is one
 * @param upload the picture that was handed in but could not be kept
 * @param remove whether the present poster shall go
 * @param wrong what is wrong with what was handed in
 */
record PosterField(@Nullable KeptPoster kept, @Nullable PosterUpload upload, boolean remove,
        @Nullable InvalidRequest wrong) {

    /**
     * What shall become of the poster, null to leave it as it is.
     * @throws InvalidRequest if what was handed in is no picture
     */
    @Nullable PosterChoice choice() {
        if (this.wrong != null) {
            throw this.wrong;
        }
        if (this.kept != null) {
            return new PosterChoice.Kept(this.kept.key());
        }
        if (this.upload != null) {
            return this.upload;
        }
        return this.remove ? new PosterChoice.None() : null;
    }

    /** Shows the form again with the picture. */
    String show(String view, Model model) {
        model.addAttribute("keptPoster", this.kept);
        model.addAttribute("removePoster", this.remove);
        return view;
    }

}
