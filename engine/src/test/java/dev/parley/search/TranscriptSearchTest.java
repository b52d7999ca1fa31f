package dev.parley.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.ActorKind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

final class TranscriptSearchTest {
    @TempDir private Path directory = Path.of(".");
    private Written written = SearchFiles.unset();
    private TranscriptSearch search = SearchFiles.unset();

    @BeforeEach
    void open() {
        written = new Written(directory);
        search = written.search();
    }

    @AfterEach
    void close() throws IOException {
        search.close();
        written.close();
    }

    @ParameterizedTest
    @CsvSource({
        "zamówienia, Dzień dobry kiedy przyjdzie moje zamówienie",
        "zamowienie, Gdzie są moje zamówienia?",
        "paczkę, Czy paczka już wyszła?",
        "tellimuse, Tere! Kus mu tellimus on?",
        "arve, Palun saatke mulle arved",
        "tilaus, Hei! Missä tilaukseni ja tilauksen lasku ovat?",
        "paketin, Onko paketti jo matkalla?",
        "заказы, Где мой заказ?",
        "посылка, Я жду посылку уже неделю",
        "deliveries, When is the delivery?",
        "refunded, I want a refund",
        "order, ORDERS"
    })
    void findsInflectedFormsInEachLanguage(String words, String text) {
        written.says(written.talk(), "something else");
        written.says(written.talk(), text);
        written.feed(search, 0);
        assertEquals(List.of(text), found(words));
    }

    @Test
    void findsNamesAndNumbersExactly() {
        Written.Talk talk = written.talk();
        written.says(talk, "Order PL-2024/00123, please");
        written.says(talk, "Order PL-2024/00124, please");
        written.says(talk, "my name is Łukasz Żółć, mail lukasz@mail.example");
        written.says(talk, "4711 and 47110");
        written.feed(search, 0);
        assertEquals(List.of("Order PL-2024/00123, please"), found("PL-2024/00123"));
        assertEquals(List.of("Order PL-2024/00124, please"), found("00124"));
        assertEquals(1, found("lukasz zolc").size());
        assertEquals(1, found("\"Łukasz Żółć\"").size());
        assertEquals(0, found("\"Lukasz Zolc\"").size());
        assertEquals(1, found("lukasz@mail.example").size());
        assertEquals(List.of("4711 and 47110"), found("4711"));
        assertEquals(0, found("471").size());
        assertEquals(1, found("471*").size());
    }

    @Test
    void readsWordsPhrasesExclusionsAndBeginnings() {
        Written.Talk talk = written.talk();
        written.says(talk, "the red lamp is broken");
        written.says(talk, "the blue lamp is broken");
        written.says(talk, "broken is the lamp");
        written.feed(search, 0);
        assertEquals(3, found("lamp broken").size());
        assertEquals(List.of("the blue lamp is broken"), found("lamp -red -\"is the\""));
        assertEquals(2, found("\"lamp is broken\"").size());
        assertEquals(2, found("\"lamp is broken").size());
        assertEquals(3, found("bro*").size());
        assertEquals(0, found("-lamp").size());
        assertEquals(0, found("").size());
        assertEquals(0, found("!!! --- \"\" * -").size());
        assertEquals(0, found("b*").size());
    }

    @Test
    void answersTheNewestFirstAndPageByPage() {
        Written.Talk talk = written.talk();
        for (int i = 0; i < 7; i++) {
            written.says(talk, "lamp " + i);
        }
        written.feed(search, 0);
        SearchQuery query = SearchQuery.of("lamp", Written.ACCOUNT, 3);
        assertEquals(List.of("lamp 6", "lamp 5", "lamp 4"), texts(search.search(query)));
        assertEquals(List.of("lamp 0"), texts(search.search(query.skipping(6))));
        assertEquals(7, search.search(query).total());
    }

    @Test
    void saysWhereAndByWhomEachMessageWasWritten() {
        Written.Talk talk = written.talk();
        written.says(talk, "a lamp");
        long message = written.posts(talk, ActorKind.AGENT, 77, true, "a note on the lamp");
        written.feed(search, 0);
        Hit hit = search.search(SearchQuery.of("note", Written.ACCOUNT, 5)).hits().getFirst();
        assertEquals(talk.id(), hit.conversation());
        assertEquals(talk.number(), hit.number());
        assertEquals(Written.SHOP, hit.shop());
        assertEquals(message, hit.message());
        assertEquals(3, hit.seq());
        assertEquals(2, hit.position());
        assertEquals(written.now(), hit.at());
        assertEquals(77, hit.actor());
        assertEquals(ActorKind.AGENT, hit.from());
        assertTrue(hit.note());
        assertEquals("a note on the lamp", hit.snippet());
        assertEquals(List.of(new Hit.Mark(2, 6)), hit.marks());
    }

    @Test
    void neverFindsWhatIsOfAnotherAccountOrShopOrTime() {
        written.says(written.talk(), "lamp one");
        long noon = written.now();
        written.says(written.talk(2, 21), "lamp two");
        written.says(written.talk(1, 12), "lamp three");
        written.feed(search, 0);
        assertEquals(List.of("lamp three", "lamp one"), found("lamp"));
        assertEquals(List.of("lamp two"), texts(search.search(SearchQuery.of("lamp", 2, 9))));
        assertEquals(List.of("lamp one"), texts(within(11, Long.MIN_VALUE, Long.MAX_VALUE)));
        assertEquals(List.of("lamp one"), texts(within(0, noon, noon + 1)));
        assertEquals(List.of(), texts(within(0, noon + 1, noon + 1)));
        assertEquals(List.of("lamp three"), texts(within(0, noon + 1, Long.MAX_VALUE)));
    }

    @Test
    void anUpdatedMessageIsFoundByWhatItNowSays() {
        Written.Talk talk = written.talk();
        long message = written.says(talk, "a red lamp");
        written.feed(search, 0);
        long fed = written.log.head();
        written.edits(talk, message, "a blue lamp");
        written.feed(search, fed);
        assertEquals(List.of(), found("red"));
        assertEquals(List.of("a blue lamp"), found("blue"));
        assertEquals(List.of("a blue lamp"), found("lamp"));
    }

    @Test
    void findsImportedMessages() {
        written.imported("where is my parcel", "thank you");
        written.feed(search, 0);
        assertEquals(List.of("where is my parcel"), found("parcels"));
    }

    @Test
    void anEventThatIsFedAgainChangesNothing() {
        Written.Talk talk = written.talk();
        long message = written.says(talk, "a red lamp");
        written.edits(talk, message, "a blue lamp");
        written.feed(search, 0);
        written.feed(search, 0);
        assertEquals(List.of("a blue lamp"), found("lamp"));
        assertEquals(1, search.search(SearchQuery.of("lamp", 1, 9)).total());
        assertEquals(List.of(), found("red"));
    }

    @Test
    void boundsWhatIsAskedAndAnswered() {
        Written.Talk talk = written.talk();
        for (int i = 0; i < 150; i++) {
            written.says(talk, "lamp");
        }
        written.feed(search, 0);
        assertEquals(
                SearchQuery.LIMIT,
                search.search(SearchQuery.of("lamp", 1, 1_000_000)).hits().size());
        assertEquals(
                0,
                search.search(SearchQuery.of("lamp", 1, 10).skipping(Integer.MAX_VALUE))
                        .hits()
                        .size());
        assertEquals(
                10, search.search(SearchQuery.of("lamp ".repeat(100_000), 1, 10)).hits().size());
        assertEquals(0, found("lamp ".repeat(15) + "nothing").size());
        // Beyond the bound on words.
        assertEquals(
                10,
                search.search(SearchQuery.of("lamp ".repeat(16) + "nothing", 1, 10)).hits().size());
    }

    @Test
    void aQueryThatTakesTooLongSaysThatItIsNotComplete() {
        written.says(written.talk(), "lamp");
        written.feed(search, 0);
        assertTrue(search.search(SearchQuery.of("lamp", 1, 9)).complete());
        written.step.set(Asking.MOST_NANOS + 1);
        assertFalse(search.search(SearchQuery.of("lamp", 1, 9)).complete());
        written.step.set(0);
    }

    @Test
    void saysHowFarItHasLooked() {
        written.says(written.talk(), "lamp");
        written.feed(search, 0);
        assertEquals(2, search.search(SearchQuery.of("lamp", 1, 9)).indexedBefore());
        assertFalse(search.search(SearchQuery.of("lamp", 1, 9)).hits().isEmpty());
    }

    private SearchResult within(long shop, long since, long until) {
        return search.search(new SearchQuery("lamp", 1, shop, 0, since, until, 0, 9));
    }

    private List<String> found(String words) {
        return texts(search.search(SearchQuery.of(words, Written.ACCOUNT, 50)));
    }

    static List<String> texts(SearchResult result) {
        return result.hits().stream().map(Hit::text).toList();
    }
}
