package io.ticketblue.search;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The provinces and metropolitan cities of Korea (시·도), by the first word of an address
 * in its official, former or short form. The message {@code search.region.<name>} tells
 * its name.
 */
public enum Region {

    SEOUL("서울특별시", "서울시", "서울", "seoul"),

    BUSAN("부산광역시", "부산시", "부산", "busan"),

    DAEGU("대구광역시", "대구시", "대구", "daegu"),

    INCHEON("인천광역시", "인천시", "인천", "incheon"),

    /** Gwangju, the metropolitan city. */
    GWANGJU("광주광역시", "광주시", "광주", "gwangju"),

    DAEJEON("대전광역시", "대전시", "대전", "daejeon"),

    ULSAN("울산광역시", "울산시", "울산", "ulsan"),

    SEJONG("세종특별자치시", "세종시", "세종", "sejong"),

    GYEONGGI("경기도", "경기", "gyeonggi-do", "gyeonggi"),

    GANGWON("강원특별자치도", "강원도", "강원", "gangwon-do", "gangwon"),

    CHUNGBUK("충청북도", "충북", "chungcheongbuk-do", "chungbuk"),

    CHUNGNAM("충청남도", "충남", "chungcheongnam-do", "chungnam"),

    JEONBUK("전북특별자치도", "전라북도", "전북", "jeollabuk-do", "jeonbuk"),

    JEONNAM("전라남도", "전남", "jeollanam-do", "jeonnam"),

    GYEONGBUK("경상북도", "경북", "gyeongsangbuk-do", "gyeongbuk"),

    GYEONGNAM("경상남도", "경남", "gyeongsangnam-do", "gyeongnam"),

    JEJU("제주특별자치도", "제주도", "제주시", "제주", "jeju-do", "jeju");

    private final List<String> names;

    Region(String... names) {
        this.names = List.of(names);
    }

    /** What it is called, the official name first. */
    public List<String> names() {
        return this.names;
    }

    /**
     * The region of an address: of its first word, or of any word if it is written the
     * English way.
     * @return the region, empty for addresses elsewhere
     */
    public static Optional<Region> ofAddress(String address) {
        String[] words = address.strip().toLowerCase(Locale.ROOT).split("[\\s,()]+");
        return Arrays.stream(words)
            .flatMap((word) -> Arrays.stream(values()).filter((region) -> region.names.contains(word)))
            .findFirst();
    }

}
