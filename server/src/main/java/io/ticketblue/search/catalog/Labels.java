package io.ticketblue.search.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.ticketblue.catalog.Category;
import io.ticketblue.search.Region;
import io.ticketblue.search.text.SearchText;
import org.jspecify.annotations.Nullable;

/**
 * The words by which people name a category or a region in a query, in both languages.
 */
final class Labels {

    private static final Map<Category, List<String>> CATEGORIES = Map.of(Category.CONCERT,
            List.of("콘서트", "concert", "concerts"), Category.MUSICAL, List.of("뮤지컬", "musical", "musicals"),
            Category.PLAY, List.of("연극", "play", "plays", "theater", "theaters", "theatre", "theatres"),
            Category.CLASSIC, List.of("클래식", "무용", "classic", "classical", "dance"), Category.SPORTS,
            List.of("스포츠", "경기", "sport", "sports"), Category.EXHIBITION,
            List.of("전시", "전시회", "exhibition", "exhibitions"));

    private Labels() {
    }

    static List<String> of(Category category, @Nullable Region region) {
        List<String> labels = new ArrayList<>(CATEGORIES.getOrDefault(category, List.of()));
        if (region != null) {
            labels.addAll(region.names());
        }
        return labels.stream().map(SearchText::fold).distinct().toList();
    }

}
