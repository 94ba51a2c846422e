package io.ticketblue.web.part;

import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;

/** What is being rendered without a request, for all readers of a kind. */
public final class Rendering {

    private static final ScopedValue<Rendering> CURRENT = ScopedValue.newInstance();

    /** Nobody who writes a text can guess it. */
    private static final String SECRET = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());

    private final @Nullable LayoutVariant variant;

    private final @Nullable Address address;

    private Rendering(@Nullable LayoutVariant variant, @Nullable Address address) {
        this.variant = variant;
        this.address = address;
    }

    /**
     * What is being rendered.
     * @return null while a request is answered as usual
     */
    public static @Nullable Rendering current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    /**
     * The frame that is being rendered.
     * @return null while a main part is
     */
    public @Nullable LayoutVariant variant() {
        return this.variant;
    }

    /**
     * Where the main part that is being rendered is.
     * @return null for parts that do not depend on it
     */
    public @Nullable Address address() {
        return this.address;
    }

    /**
     * A mark in what is rendered, in the place of what is filled in later.
     * @param name which place
     * @return a text that HTML leaves as it is
     */
    public static String placeholder(String name) {
        return "\uE000" + SECRET + ":" + name + "\uE001";
    }

    static <T> T of(@Nullable LayoutVariant variant, @Nullable Address address, String language, Supplier<T> work) {
        LocaleContext before = LocaleContextHolder.getLocaleContext();
        LocaleContextHolder.setLocale(Locale.of(language));
        try {
            return ScopedValue.where(CURRENT, new Rendering(variant, address)).call(work::get);
        }
        finally {
            LocaleContextHolder.setLocaleContext(before);
        }
    }

}
