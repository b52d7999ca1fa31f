package dev.parley.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Collections;
import java.util.List;
import java.util.Set;

final class FormsTest {
    private final Forms forms = new Forms();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zamówienie zamówienia zamówieniu zamówieniem zamówień zamowienie",
                "paczka paczki paczkę paczką paczek paczce",
                "przesyłka przesyłki przesyłkę przesyłek przesylka",
                "zwrot zwrotu zwroty zwrotów",
                "faktura faktury fakturę faktur",
                "reklamacja reklamacji reklamację",
                "dostawa dostawy dostawie dostawę",
                "tellimus tellimuse tellimust tellimused tellimusega tellimuste",
                "pakk paki pakki pakid",
                "arve arvet arved arvega",
                "tagastus tagastuse tagastust",
                "raamat raamatu raamatud raamatut",
                "kaup kauba kaubad kaupa",
                "tilaus tilauksen tilausta tilaukset tilauksia tilauksessa",
                "palautus palautuksen palautusta",
                "lasku laskun laskua laskut laskussa",
                "paketti paketin pakettia paketit paketissa",
                "tuote tuotteen tuotetta tuotteet",
                "osoite osoitteen osoitetta",
                "заказ заказа заказы заказом заказу",
                "посылка посылки посылку посылкой",
                "возврат возврата возврате",
                "order orders ordered ordering",
                "delivery deliveries",
                "refund refunds refunded",
                "parcel parcels parcel's"
            })
    void everyInflectedFormFindsEveryOther(String line) {
        List<String> words = List.of(line.split(" ", -1));
        for (String asked : words) {
            for (String written : words) {
                assertTrue(finds(asked, written), asked + " does not find " + written);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zwrot zwierzę",
                "faktura fakt",
                "lasku lasi",
                "tellimus tellis",
                "order ordinary",
                "заказ закат",
                "note not",
                "refund refuse"
            })
    void wordsThatOnlyLookAlikeStayApart(String line) {
        List<String> words = List.of(line.split(" ", -1));
        assertFalse(finds(words.get(0), words.get(1)), line);
        assertFalse(finds(words.get(1), words.get(0)), line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4711", "pl2024", "00123", "a1b2", "x", "ąę", "12.345"})
    void numbersAndWhatIsTooShortHaveNoFormButTheirOwn(String word) {
        assertEquals(1, forms.of(word, Language.all()).size());
    }

    @Test
    void evidenceNarrowsTheLanguageAndItsAbsenceDoesNot() {
        assertEquals(Set.of(Language.POLISH), of("gdzie jest moje zamówienie"));
        assertEquals(Set.of(Language.ENGLISH), of("where is my order it has not come"));
        assertTrue(of("hei missä minun tilaus on kiitos").contains(Language.FINNISH));
        assertTrue(of("tere kus minu tellimus on palun öelge").contains(Language.ESTONIAN));
        assertEquals(Language.all(), of("paczka 4711"));
        assertEquals(Language.all(), of(""));
    }

    private boolean finds(String asked, String written) {
        return !Collections.disjoint(
                forms.of(asked, Language.all()), forms.of(written, Language.all()));
    }

    private static Set<Language> of(String text) {
        return Language.candidates(new Words().of(text).stream().map(Words.Word::text).toList());
    }
}
