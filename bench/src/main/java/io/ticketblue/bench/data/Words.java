package io.ticketblue.bench.data;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Composes invented names and texts, four of five Korean, from lists of syllables and
 * words. The same random numbers give the same texts.
 */
final class Words {

    private static final List<String> FAMILY = words("""
            김 김 김 김 이 이 이 박 박 최 최 정 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 홍 전 고 문 손 양 배 백 허 남 심 노 하 곽 성 차 주 우 구 \
            나 민 진 지 엄 채 원 천 방 공 현 함 변 염 여 추 도 소 석 선 설 마 길 연 위 표 명 기 반 라 왕 금 옥 육 인 맹 제 모 남궁 황보 제갈 선우""");

    private static final List<String> GIVEN_FIRST = words("""
            가 건 경 규 기 나 다 도 동 라 려 로 루 리 미 민 범 보 상 새 서 석 선 성 세 소 수 승 시 아 애 여 연 영 예 온 완 용 우 원 유 윤 은 의 이 인 \
            재 정 종 주 준 지 진 찬 채 초 태 하 한 해 현 형 혜 호 화 효 희""");

    private static final List<String> GIVEN_LAST = words("""
            건 경 광 규 기 나 담 도 라 람 래 린 림 민 배 범 별 빈 산 상 서 석 선 섭 성 솔 수 슬 승 식 아 안 연 영 예 온 용 우 욱 운 원 유 윤 율 은 이 인 \
            일 재 정 주 준 지 진 찬 철 태 하 한 해 혁 현 호 홍 환 훈 희""");

    private static final List<String> ADJECTIVES = words("""
            고요한 눈부신 느린 늦은 다정한 둥근 따뜻한 마지막 멈춘 멋진 무거운 반짝이는 보이지않는 부서진 붉은 비밀스러운 빛나는 사라진 새하얀 서늘한 서투른 \
            섬세한 수상한 숨은 쓸쓸한 아득한 아름다운 어두운 어린 엉뚱한 오래된 외로운 용감한 우아한 위대한 유쾌한 이상한 잃어버린 작은 잠든 조용한 즐거운 짙은 \
            찬란한 커다란 투명한 특별한 푸르른 하얀 행복한 향기로운 환한 흔들리는 희미한""");

    private static final List<String> NOUNS = words("""
            가게 가방 가을 가위 가족 간이역 강물 거리 거울 거인 검객 겨울 계단 계절 고백 골짜기 공주 광대 광장 교실 구두 구름 국수 그네 그늘 그물 기차 길목 까치 \
            꽃밭 꿈 나그네 나루터 나침반 낙엽 낙타 난로 노래 노을 눈꽃 눈물 느티나무 다락방 다리 단풍 달력 담장 대장간 대화 도서관 도시 돌담 동굴 동화 두루미 들판 \
            등불 마당 마법사 마을 마중 망원경 매듭 메아리 모닥불 모자 목수 무대 무지개 문장 물결 미로 밀실 바람개비 바위 반딧불 발자국 밤기차 방앗간 방학 배웅 벌판 \
            베개 벽시계 벽화 별장 보름 보물 북소리 불꽃 붕어빵 비행기 사막 사슴 사진관 산길 산책로 상자 새벽길 서커스 석양 선물 성냥 세탁소 소나기 소문 손수건 수레 \
            수수께끼 숨바꼭질 숲길 시장 신호등 쌍둥이 악보 안경 약속 양복점 어부 언덕길 얼음 여우 연극반 연날리기 열쇠 엽서 영수증 예언 오두막 오솔길 옥상 온실 왈츠 \
            외투 용사 우물 우산장수 운동장 울타리 유리병 유성 은행나무 의자 이발소 인형극 일기장 자장가 자전거 장터 저울 전설 전학생 정거장 정류장 제비 조각배 종소리 \
            주전자 지도책 지팡이 진달래 징검다리 창문 책방 천막 철길 첫차 촛불 축제 춤꾼 친구 카메라 타자기 탐험 태엽 터널 파랑새 편지함 폭포 풍경 풍금 풍선 피아노 \
            하모니카 한숨 합주 항구 해바라기 햇살 허수아비 호롱불 호숫가 화가 화분 황야 휘파람 흔적""");

    private static final List<String> PLACES = words("""
            강변 골목 남쪽 달동네 대학로 도심 동쪽 마당 모래밭 바닷가 북쪽 사거리 산골 산마루 서쪽 섬마을 시골 언덕 옥탑 외딴집 운하 읍내 지하 포구 하늘 항구""");

    private static final List<String> TAILS = words("""
            전 후 안 밖 곁 너머 아래 위 사이 속""");

    private static final List<String> ENGLISH_ADJECTIVES = words(
            """
                    Amber Ancient Bright Broken Crimson Distant Electric Endless Fading Forgotten Frozen Gentle Golden Hidden Hollow Invisible Lonely Lost Midnight Paper Quiet \
                    Restless Scarlet Secret Silent Silver Sleeping Tender Velvet Wandering Wild Winter""");

    private static final List<String> ENGLISH_NOUNS = words(
            """
                    Anchor Autumn Bakery Balloon Bridge Canyon Carnival Castle Circus Clockmaker Comet Crossing Daughter Echo Ember Feather Ferry Forest Garden Ghost Harvest \
                    Horizon Island Journey Kingdom Letter Lighthouse Lullaby Machine Mirror Mountain Ocean Orchard Piano Pilgrim Postcard Promise River Sailor Season Shadow Sparrow \
                    Station Stranger Sunrise Symphony Theatre Thunder Traveller Valley Voyage Waltz Whisper Window Wolf""");

    private static final List<String> ENGLISH_GIVEN = words(
            """
                    Ada Alma Anton Bruno Carla Celia Clara Dario Edith Elsa Emil Fabian Felix Greta Hugo Ida Iris Jonas Julia Klara Leon Lena Lukas Mara Marco Mila Nadia Nico Nora \
                    Oscar Paula Petra Rafael Rosa Ruben Sara Simon Sofia Tilda Victor Vera Wanda""");

    private static final List<String> ENGLISH_FAMILY = words(
            """
                    Albers Bergman Calder Castell Delmar Ekholm Farrow Galvin Hartmann Ibarra Jansen Kessler Lindgren Marlow Nystrom Okafor Pavlov Quist Renard Salvati Thorne Ulrich \
                    Vidal Weiss Yilmaz Zeman""");

    private static final List<String> ROMAN = words(
            """
                    kim lee park choi jung kang cho yoon jang lim han oh seo shin kwon hwang ahn song hong moon yang bae baek nam sim noh""");

    private static final List<String> ROMAN_GIVEN = words(
            """
                    minjun seojun doyun siwoo juwon haeun seoyeon jiwoo jiho sua yuna daeun eunwoo junseo hajun yejun chaewon soyul taeho hyejin""");

    private static final List<String> STAGE = words("""
            보라 하늘빛 달 산들 아리 나래 마루 이슬 가온 라온 아라 다온 누리 로이 제이 미르 새론 빛나 소리 시나브로""");

    private static final List<String> VENUE_HEADS = words("""
            가람 가온 강마루 고운 구름 그루터기 금빛 꽃내 나래 나루 너울 노들 누리 늘봄 다솜 단비 달무리 도담 도래 두레 든솔 라온 마루 매화 물빛 미르 바른 \
            반달 벼리 보늬 봄내 비단 사랑 산들 새길 새나루 샛별 서리 소담 솔내 송이 수련 시냇가 아라 아침 여울목 연꽃 온누리 옹달 우듬지 윤슬 은빛 이든 잔디 \
            주춧돌 참빛 초롱 큰솔 토담 파랑 하늬 한가람 한누리 한솔 해담 햇귀 혜윰 흰돌""");

    private static final List<String> VENUE_TAILS = List.of("아트홀", "문화회관", "소극장", "콘서트홀", "씨어터", "예술극장", "공연장", "음악당",
            "아트센터", "홀");

    private static final List<String> CITIES = List.of("서울특별시 종로구", "서울특별시 중구", "서울특별시 마포구", "서울특별시 강남구", "서울특별시 송파구",
            "부산광역시 해운대구", "부산광역시 남구", "대구광역시 중구", "인천광역시 연수구", "광주광역시 서구", "대전광역시 서구", "울산광역시 남구", "세종특별자치시 나성동",
            "경기도 수원시 팔달구", "경기도 성남시 분당구", "경기도 고양시 일산동구", "강원특별자치도 춘천시", "충청북도 청주시 흥덕구", "충청남도 천안시 동남구",
            "전북특별자치도 전주시 완산구", "전라남도 목포시", "경상북도 포항시 북구", "경상남도 창원시 성산구", "제주특별자치도 제주시");

    private static final List<String> SENTENCES = List.of("%1$s 앞에서 %2$s{을} 기다리던 사람들의 하룻밤을 그린다.",
            "%1$s에서 시작된 작은 소동이 온 동네로 번진다.", "관객은 %1$s{과} %2$s 사이를 걸으며 이야기를 듣는다.", "%2$s{을} 잃어버린 주인공이 %1$s{을} 찾아 떠난다.",
            "새로 쓴 음악과 %1$s의 영상이 무대를 채운다.", "지난 시즌 매진된 작품이 %2$s 장면을 더해 돌아왔다.", "쉬는 시간 15분을 포함해 진행되며 공연 뒤 대화가 있다.",
            "창작진은 %1$s에 얽힌 인터뷰를 바탕으로 대본을 썼다.", "다섯 명의 연주자가 %1$s{과} %2$s{을} 주제로 연주한다.",
            "The evening follows a %3$s through the %4$s.", "New music, live on stage, with a %4$s at its heart.");

    private static final List<String> OPINIONS = List.of("기대보다 훨씬 좋았습니다.", "배우들의 호흡이 정말 좋았어요.", "음향이 조금 아쉬웠지만 만족합니다.",
            "아이와 함께 보기 좋았습니다.", "두 번째 관람인데 또 새로웠어요.", "좌석이 좁아서 불편했습니다.", "마지막 장면에서 눈물이 났습니다.", "무대 장치가 훌륭합니다.",
            "조금 길게 느껴졌어요.", "친구에게 꼭 권하고 싶습니다.", "Beautiful music and a wonderful cast.", "A little long, but worth it.",
            "자막이 잘 보이지 않았습니다.", "안내하시는 분들이 친절했습니다.", "다음 시즌에도 꼭 오겠습니다.", "조명과 영상이 인상 깊었어요.");

    private static final List<String> ENCORES = List.of(" 앙코르", " 시즌 2", " 시즌 3", " - 서울", " - 부산", " 낭독 공연", " 갈라",
            " 리마스터");

    private static final List<String> ROLES = List.of("주연", "조연", "노래", "연주", "지휘", "춤", "해설", "앙상블");

    private Words() {
    }

    static boolean english(SplittableRandom random) {
        return random.nextInt(5) == 0;
    }

    static String title(SplittableRandom random) {
        String title = english(random) ? englishTitle(random) : koreanTitle(random);
        return (random.nextInt(12) == 0) ? title + any(ENCORES, random) : title;
    }

    private static String koreanTitle(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> any(ADJECTIVES, random) + " " + any(NOUNS, random);
            case 2, 3 -> any(NOUNS, random) + "의 " + any(NOUNS, random);
            case 4 -> any(PLACES, random) + "에서 만난 " + any(NOUNS, random);
            case 5 -> any(ADJECTIVES, random) + " " + any(NOUNS, random) + "의 " + any(NOUNS, random);
            case 6 -> any(NOUNS, random) + ", " + any(NOUNS, random) + " 그리고 " + any(NOUNS, random);
            default -> any(NOUNS, random) + " " + any(TAILS, random) + "의 " + any(NOUNS, random);
        };
    }

    private static String englishTitle(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> "The " + any(ENGLISH_ADJECTIVES, random) + " " + any(ENGLISH_NOUNS, random);
            case 1 -> any(ENGLISH_NOUNS, random) + " of the " + any(ENGLISH_NOUNS, random);
            case 2 -> any(ENGLISH_ADJECTIVES, random) + " " + any(ENGLISH_NOUNS, random) + " Live";
            default -> any(ENGLISH_ADJECTIVES, random) + " " + any(NOUNS, random);
        };
    }

    /** One to five sentences in up to two paragraphs. */
    static String description(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                text.append((i == 3) ? "\n\n" : " ");
            }
            text.append(withParticles(String.format(Locale.ROOT, any(SENTENCES, random), any(NOUNS, random),
                    any(NOUNS, random), any(ENGLISH_NOUNS, random).toLowerCase(Locale.ROOT),
                    any(ENGLISH_NOUNS, random).toLowerCase(Locale.ROOT))));
        }
        return text.toString();
    }

    /** Replaces {을} and {과}, which depend on whether the syllable before has a final. */
    private static String withParticles(String sentence) {
        StringBuilder text = new StringBuilder(sentence);
        for (int at = text.indexOf("{"); at >= 0; at = text.indexOf("{")) {
            boolean hasFinal = (text.charAt(at - 1) - '가') % 28 != 0;
            boolean object = text.charAt(at + 1) == '을';
            text.replace(at, at + 3, object ? (hasFinal ? "을" : "를") : (hasFinal ? "과" : "와"));
        }
        return text.toString();
    }

    /** Two to four sentences of somebody who was there. */
    static String review(SplittableRandom random) {
        StringBuilder text = new StringBuilder(any(OPINIONS, random));
        int more = 1 + random.nextInt(3);
        for (int i = 0; i < more; i++) {
            text.append(' ').append(any(OPINIONS, random));
        }
        return text.toString();
    }

    static String person(SplittableRandom random) {
        return any(FAMILY, random) + any(GIVEN_FIRST, random) + any(GIVEN_LAST, random);
    }

    static String performer(SplittableRandom random) {
        return switch (random.nextInt(10)) {
            case 0 -> any(ENGLISH_GIVEN, random) + " " + any(ENGLISH_FAMILY, random);
            case 1 -> any(STAGE, random) + "(" + person(random) + ")";
            case 2 -> any(ADJECTIVES, random) + any(NOUNS, random) + (random.nextBoolean() ? "밴드" : "앙상블");
            default -> person(random);
        };
    }

    static String email(SplittableRandom random, long number) {
        return any(ROMAN, random) + "." + any(ROMAN_GIVEN, random) + "." + number + "@people.example";
    }

    static String venue(SplittableRandom random, int number) {
        return any(VENUE_HEADS, random) + any(VENUE_TAILS, random) + " " + number + "관";
    }

    static String address(SplittableRandom random) {
        return any(CITIES, random) + " " + any(VENUE_HEADS, random) + "로 " + (1 + random.nextInt(300));
    }

    static String role(SplittableRandom random) {
        return any(ROLES, random);
    }

    private static String any(List<String> words, SplittableRandom random) {
        return words.get(random.nextInt(words.size()));
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

}
