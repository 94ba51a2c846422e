package io.ticketblue.search;

import java.text.Normalizer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.OpenRounds;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.SavePerformance;
import io.ticketblue.catalog.SavePerformer;
import io.ticketblue.catalog.SaveVenue;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.rating.Rating;
import io.ticketblue.review.ReviewId;
import io.ticketblue.review.ReviewPosted;
import io.ticketblue.search.indexing.SearchIndexes;
import io.ticketblue.search.quality.QualityCatalogue;
import io.ticketblue.search.quality.QualityQuery;
import io.ticketblue.search.synonym.SynonymEditing;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** What holds whatever keeps the index. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SearchContract {

    private static final LocalDate FIRST_DAY = LocalDate.of(2030, 3, 1);

    @Autowired
    private Search search;

    @Autowired
    private SearchIndexes indexes;

    @Autowired
    private CatalogAdmin admin;

    @Autowired
    private SynonymEditing synonyms;

    @Autowired
    private Catalog catalog;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ApplicationEventPublisher events;

    @BeforeAll
    void enterTheCatalogueOfTheTable() {
        QualityCatalogue.read().enter(this.admin, this.catalog, FIRST_DAY);
        await().atMost(Duration.ofSeconds(30))
            .until(() -> this.indexes.status().lag().isZero() && this.indexes.status().documents() != null
                    && !first("햄릿을 기다리는 배우들").isEmpty());
    }

    @Test
    void findsFirstWhatTheTableExpects() {
        List<String> wrong = new ArrayList<>();
        for (QualityQuery query : QualityQuery.all()) {
            SearchResults results = this.search.search(new SearchQuery(query.text(), new Paging(0, 5)));
            String first = switch (query.kind()) {
                case PERFORMANCE ->
                    results.performances().items().stream().map((hit) -> hit.title().text()).findFirst().orElse("");
                case PERFORMER ->
                    results.performers().items().stream().map((hit) -> hit.name().text()).findFirst().orElse("");
                case VENUE -> results.venues().items().stream().map((hit) -> hit.name().text()).findFirst().orElse("");
                case NOTHING -> results.empty() ? "" : "something";
            };
            boolean right = query.expected().isEmpty() ? first.isEmpty() : query.expected().contains(first);
            if (!right) {
                wrong.add(query.group() + ": " + query.text() + " -> " + first + ", not " + query.expected());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void findsCategoriesByTheNamesOfTheMenuInBothLanguages() {
        for (String name : List.of("뮤지컬", "musical", "Musicals", "MUSICALS")) {
            assertThat(search(name).performances().total()).as(name).isPositive();
        }
    }

    @Test
    void suggestsByBeginningsUnfinishedSyllablesAndInitialConsonants() {
        assertThat(suggested("지킬")).startsWith("지킬 앤 하이드");
        assertThat(suggested("지ㅋ")).contains("지킬 앤 하이드");
        assertThat(suggested("ㅈㅋ")).contains("지킬 앤 하이드");
        assertThat(suggested("ㅈㅋ앤")).contains("지킬 앤 하이드");
        assertThat(suggested("ㅈㅋ애")).contains("지킬 앤 하이드");
        assertThat(suggested("지킬앦")).contains("지킬 앤 하이드");
        assertThat(suggested("하이드")).contains("지킬 앤 하이드", "하이드 앤 시크");
        assertThat(suggested("선우")).contains("선우담");
        assertThat(suggested("극장")).contains("먼바다극장");
        assertThat(suggested("mid")).contains("A Midsummer Night's Dream");
        assertThat(suggested(Normalizer.normalize("지킬", Normalizer.Form.NFD))).startsWith("지킬 앤 하이드");
        assertThat(suggested("")).isEmpty();
        assertThat(suggested("극")).hasSizeLessThanOrEqualTo(Search.MOST_SUGGESTIONS);
    }

    private List<String> suggested(String typed) {
        return this.search.suggestions(typed).stream().map((one) -> one.text().text()).toList();
    }

    @Test
    void asksWhetherSomethingElseWasMeantOnlyIfNothingIsFound() {
        assertThat(search("지킬앤하이두").didYouMean()).isEqualTo("지킬 앤 하이드");
        assertThat(search("로미오와 줄리앳").didYouMean()).isEqualTo("로미오와 줄리엣");
        assertThat(search("wlzlf").didYouMean()).isEqualTo("지킬");
        assertThat(suggested("wlzlf")).startsWith("지킬 앤 하이드");
        assertThat(search("지킬·하이두").didYouMean()).isEqualTo("지킬 하이드");
        assertThat(search("기다리는배우둘").didYouMean()).isEqualTo("기다리는 배우들");
        assertThat(search("프랑켄슈타인느").didYouMean()).isEqualTo("프랑켄슈타인");
        assertThat(search("midsumer night").didYouMean()).isEqualTo("Midsummer night");
        assertThat(search("등대").didYouMean()).isNull();
        assertThat(search("지킬 앤 하이드").didYouMean()).isNull();
        assertThat(search("쀍쀍쀍쀍쀍쀍").didYouMean()).isNull();
        assertThat(search("쀍쀍쀍쀍쀍쀍").empty()).isTrue();
    }

    @Test
    void treatsEverythingAsText() {
        for (String hostile : List.of("*", "*:*", "title:*", "\"", "(", "a AND", "+ -", "[1 TO 2]", "/.*/", ".*", "~2",
                "\\", "{}", "%", "_", "' OR 1=1", "<script>", "!!!", "&&", "||", "^", "?", "\u0000", "\uD800", "\u200b",
                "🎭", "ㅏ", "ㄱ*", "ㄱ[가", "앤(ㄱ", ".ㄱ.", "가ㄱ]", "#@ㄱ가")) {
            SearchResults results = this.search.search(new SearchQuery(hostile, new Paging(0, 100)));
            assertThat(results.performances().total()).as(hostile).isLessThan(100);
            assertThat(this.search.suggestions(hostile)).as(hostile).hasSizeLessThanOrEqualTo(10);
        }
        String longest = "가나 ".repeat(33);
        assertThat(search(longest).query()).isEqualTo(longest.strip());
        assertThat(search("가".repeat(100)).empty()).isTrue();
        assertThat(search("ㄱ가".repeat(50)).empty()).isTrue();
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> search("가".repeat(101)));
        assertThat(search("  ").empty()).isTrue();
        assertThat(search(
                "1a2b3c4 2a3b4c5 3a4b5c6 4a5b6c7 5a6b7c8 6a7b8c9 7a8b9c1 8a9b1c2 9a1b2c3 1b2c3d4 2b3c4d5 3b4c5d6d")
            .performances()
            .total()).isZero();
        assertThat(search("가 나 다 라 마 바 사 아 자 차 카 타 파 하 거 너 더 러 머 버").empty()).isTrue();
        assertThat(search("쀍뛟 뛟쀍 뀳쀍 쀍뀳").empty()).isTrue();
        assertThat(search("ㄳ".repeat(99) + "가").empty()).isTrue();
    }

    @Test
    void searchesWithTheLargestGroupOfSynonyms() {
        String word = word();
        List<String> words = new ArrayList<>(List.of(word, word() + "이"));
        for (int number = 0; words.size() < 20; number++) {
            words.add("1a2b3c4d5e6f7g8h9i1j2k3l4m5n6o7p8q9r1s2t3u4v5w6x7" + Character.toString('a' + number));
        }
        this.admin.createPerformer(new SavePerformer(words.get(1), null, null));
        this.synonyms.add(words);
        await().untilAsserted(() -> assertThat(search(word).performers().total()).isEqualTo(1));
        assertThat(search(words.getLast()).performers().total()).isEqualTo(1);
    }

    @Test
    void marksMatchesAndEscapesText() {
        VenueId venue = venue("<b>태그</b> & 홀", "부산광역시 해운대구 1");
        await().untilAsserted(() -> assertThat(search("태그 홀").venues().items()).singleElement().satisfies((hit) -> {
            assertThat(hit.id()).isEqualTo(venue);
            assertThat(hit.name().html()).isEqualTo("&lt;b&gt;<mark>태그</mark>&lt;/b&gt; &amp; <mark>홀</mark>");
        }));
    }

    @Test
    void filtersCountsAndSorts() {
        String word = word();
        VenueId busan = venue(word + " 부산관", "부산 해운대구 2");
        VenueId jeju = venue(word + " 제주관", "제주특별자치도 제주시 3");
        PerformanceId early = performance(word + " 봄", busan, Category.PLAY, LocalDate.of(2031, 3, 30), 10, 20_000);
        PerformanceId late = performance(word + " 가을", jeju, Category.MUSICAL, LocalDate.of(2031, 9, 1), 1, 160_000);
        open(early, LocalDate.of(2031, 3, 30), LocalDate.of(2031, 2, 2));
        open(late, LocalDate.of(2031, 9, 1), LocalDate.of(2031, 2, 1));
        await().untilAsserted(() -> assertThat(search(word).performances().items()).extracting((hit) -> hit.id())
            .containsExactly(early, late));
        await().untilAsserted(() -> assertThat(search(word).performances().items())
            .allSatisfy((hit) -> assertThat(hit.bookingOpensAt()).isNotNull()));
        SearchResults.Facets facets = search(word).facets();
        assertThat(facets.category()).extracting((one) -> one.value()).containsExactly(Category.MUSICAL, Category.PLAY);
        assertThat(facets.month()).extracting((one) -> one.value() + "=" + one.count())
            .containsExactly("2031-03=1", "2031-04=1", "2031-09=1");
        assertThat(facets.region()).extracting((one) -> one.value()).containsExactly(Region.BUSAN, Region.JEJU);
        assertThat(facets.price()).extracting((one) -> one.value())
            .containsExactly(PriceBand.UNDER_30000, PriceBand.FROM_150000);
        Paging all = new Paging(0, 20);
        assertThat(ids(new SearchQuery(word, Category.PLAY, null, null, null, null, null, SearchQuery.Sort.DATE, all)))
            .containsExactly(early);
        assertThat(ids(new SearchQuery(word, null, LocalDate.of(2031, 5, 1), null, null, null, null,
                SearchQuery.Sort.DATE, all)))
            .containsExactly(late);
        assertThat(ids(new SearchQuery(word, null, null, LocalDate.of(2031, 5, 1), null, null, null,
                SearchQuery.Sort.DATE, all)))
            .containsExactly(early);
        assertThat(ids(
                new SearchQuery(word, null, null, null, YearMonth.of(2031, 9), null, null, SearchQuery.Sort.DATE, all)))
            .containsExactly(late);
        assertThat(ids(new SearchQuery(word, null, null, null, null, Region.JEJU, null, SearchQuery.Sort.DATE, all)))
            .containsExactly(late);
        assertThat(ids(
                new SearchQuery(word, null, null, null, null, null, PriceBand.UNDER_30000, SearchQuery.Sort.DATE, all)))
            .containsExactly(early);
        for (SearchQuery.Sort sort : SearchQuery.Sort.values()) {
            boolean lateFirst = switch (sort) {
                case RELEVANCE, DATE, PRICE -> false;
                case OPENING, TITLE, NEWEST -> true;
            };
            assertThat(ids(new SearchQuery(word, null, null, null, null, null, null, sort, all))).as(sort.name())
                .containsExactlyElementsOf(lateFirst ? List.of(late, early) : List.of(early, late));
        }
        assertThat(
                ids(new SearchQuery(word, null, null, null, null, null, null, SearchQuery.Sort.DATE, new Paging(1, 1))))
            .containsExactly(late);
        assertThat(ids(new SearchQuery(word, null, null, null, null, null, null, SearchQuery.Sort.DATE,
                new Paging(Paging.MAX_PAGE, 100))))
            .isEmpty();
    }

    @Test
    void showsTheRatingOfReviewsAsItIsNow() {
        String word = word();
        PerformanceId id = performance(word, venue(word + "관", "서울 중구 6"), Category.PLAY, LocalDate.of(2031, 1, 1), 1,
                50_000);
        await().until(() -> !first(word).isEmpty());
        assertThat(rating(word).count()).isZero();
        this.transaction.executeWithoutResult((status) -> {
            this.sql.sql("INSERT INTO review_rating (performance_id, rated_4, rated_5) VALUES (:id, 1, 1)")
                .param("id", id.value())
                .update();
            this.events.publishEvent(new ReviewPosted(UUID.randomUUID(), new ReviewId(1), id));
        });
        assertThat(rating(word)).isEqualTo(new Rating(2, 9));
        await().until(() -> this.indexes.status().lag().isZero());
        this.sql.sql("UPDATE review_rating SET rated_5 = 2 WHERE performance_id = :id")
            .param("id", id.value())
            .update();
        assertThat(rating(word)).as("although the index was not told").isEqualTo(new Rating(3, 14));
        this.sql.sql("DELETE FROM review_rating WHERE performance_id = :id").param("id", id.value()).update();
    }

    private Rating rating(String text) {
        return search(text).performances().items().getFirst().rating();
    }

    @Test
    void followsEveryChange() {
        String word = word();
        VenueId venue = venue(word + "관", "서울 중구 4");
        PerformerId performer = this.admin.createPerformer(new SavePerformer(word + "이", null, null));
        PerformanceId id = performance(word, venue, Category.CONCERT, LocalDate.of(2031, 1, 1), 3, 50_000);
        await().untilAsserted(() -> {
            assertThat(first(word)).isEqualTo(word);
            assertThat(search(word).performers().total()).isEqualTo(1);
            assertThat(search(word).venues().total()).isEqualTo(1);
        });
        String other = word();
        this.admin.changePerformer(performer, new SavePerformer(other, null, null));
        this.admin.archivePerformance(id);
        await().untilAsserted(() -> {
            assertThat(search(word).performances().total()).isZero();
            assertThat(search(word).performers().total()).isZero();
            assertThat(search(other).performers().total()).isEqualTo(1);
        });
        this.admin.restorePerformance(id);
        await().untilAsserted(() -> assertThat(first(word)).isEqualTo(word));
        this.admin.deletePerformance(id);
        this.admin.deletePerformer(performer);
        this.admin.deleteVenue(venue);
        await().untilAsserted(() -> {
            assertThat(search(word).empty()).isTrue();
            assertThat(search(other).empty()).isTrue();
        });
    }

    @Test
    void rebuildsWhileSearchingGoesOnAndLosesNoChange() {
        String word = word();
        VenueId venue = venue(word + "관", "서울 중구 5");
        performance(word + " 먼저", venue, Category.CONCERT, LocalDate.of(2031, 1, 1), 3, 50_000);
        await().untilAsserted(() -> assertThat(first(word)).isNotEmpty());
        Long before = generation();
        this.indexes.rebuild();
        List<String> titles = new ArrayList<>();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            String title = word + " " + word();
            performance(title, venue, Category.CONCERT, LocalDate.of(2031, 1, 1), 3, 50_000);
            titles.add(title);
            assertThat(search(word + " 먼저").performances().total()).isGreaterThanOrEqualTo(1);
            return !before.equals(generation());
        });
        await().untilAsserted(() -> assertThat(search(word).performances().total()).isEqualTo(titles.size() + 1));
    }

    private Long generation() {
        return this.indexes.status()
            .indexes()
            .stream()
            .filter((index) -> index.name().equals("catalog"))
            .map((index) -> index.generation())
            .findFirst()
            .orElseThrow();
    }

    private SearchResults search(String text) {
        return this.search.search(new SearchQuery(text, new Paging(0, 20)));
    }

    private String first(String text) {
        return search(text).performances().items().stream().map((hit) -> hit.title().text()).findFirst().orElse("");
    }

    private List<PerformanceId> ids(SearchQuery query) {
        return this.search.search(query).performances().items().stream().map((hit) -> hit.id()).toList();
    }

    private VenueId venue(String name, String address) {
        return this.admin.createVenue(new SaveVenue(name, address, null, 4));
    }

    private PerformanceId performance(String title, VenueId venue, Category category, LocalDate start, int days,
            long price) {
        List<String> sections = this.catalog.venue(venue).sections().stream().map((section) -> section.name()).toList();
        return this.admin
            .createPerformance(new SavePerformance(title, category, "설명", 100, 8, start, start.plusDays(days - 1L),
                    venue, List.of(new SavePerformance.Grade("R", Money.won(price), sections, List.of())), List.of(),
                    null, null, null), null);
    }

    private void open(PerformanceId performance, LocalDate day, LocalDate opening) {
        this.admin.openRounds(performance, new OpenRounds(List.of(day.atTime(19, 30).atZone(Formats.SEOUL).toInstant()),
                opening.atTime(10, 0).atZone(Formats.SEOUL).toInstant(), null));
    }

    /** A word that nothing else has: Korean syllables without similar ones elsewhere. */
    private static String word() {
        StringBuilder word = new StringBuilder();
        for (char digit : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()).toCharArray()) {
            word.append((char) ('쾅' + 28 * Character.digit(digit, 16)));
        }
        return word.toString();
    }

}
