package io.ticketblue.search;

import org.junit.jupiter.api.Test;

import io.ticketblue.shared.Money;

import static org.assertj.core.api.Assertions.assertThat;

class RegionTests {

    @Test
    void readsTheRegionOfAnAddress() {
        assertThat(Region.ofAddress("서울특별시 중구 푸른로 12")).contains(Region.SEOUL);
        assertThat(Region.ofAddress(" 서울 중구")).contains(Region.SEOUL);
        assertThat(Region.ofAddress("경기도 광주시 1")).contains(Region.GYEONGGI);
        assertThat(Region.ofAddress("광주광역시 동구 1")).contains(Region.GWANGJU);
        assertThat(Region.ofAddress("강원도 춘천시")).contains(Region.GANGWON);
        assertThat(Region.ofAddress("전라북도 전주시")).contains(Region.JEONBUK);
        assertThat(Region.ofAddress("12 Harbor-ro, Jung-gu, Busan")).contains(Region.BUSAN);
        assertThat(Region.ofAddress("1 Main Street, London")).isEmpty();
        assertThat(Region.ofAddress("")).isEmpty();
    }

    @Test
    void bandsCoverEveryPrice() {
        assertThat(PriceBand.of(Money.won(0))).isEqualTo(PriceBand.FREE);
        assertThat(PriceBand.of(Money.won(100))).isEqualTo(PriceBand.UNDER_30000);
        assertThat(PriceBand.of(Money.won(30_000))).isEqualTo(PriceBand.FROM_30000);
        assertThat(PriceBand.of(Money.won(99_999))).isEqualTo(PriceBand.FROM_70000);
        assertThat(PriceBand.of(Money.won(149_999))).isEqualTo(PriceBand.FROM_100000);
        assertThat(PriceBand.of(Money.won(10_000_000))).isEqualTo(PriceBand.FROM_150000);
    }

}
