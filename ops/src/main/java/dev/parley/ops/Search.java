package dev.parley.ops;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.parley.search.Hit;
import dev.parley.search.SearchQuery;
import dev.parley.search.SearchResult;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** {@code parley search}: messages by what is written in them. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = {
            "Finds messages by their words, the newest first, beside a running server or without"
                    + " one.",
            "Every word must be in the message, in any form of Polish, Estonian, Finnish, Russian"
                    + " or English and with or without diacritics. \"a phrase\" exactly as written"
                    + " (quote it for the shell too), -word must not be in it, wor* begins one.",
            "Asks the index that the server keeps; where there is none, makes one in a temporary"
                    + " directory for this question. What the last commit of a server's index does"
                    + " not have yet is said on stderr.",
            "A message whose key is erased is not found."
        })
final class Search implements Callable<Integer> {
    private static final int USUAL = 20;

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private DataOptions data = new DataOptions();

    @Parameters(arity = "1..*", paramLabel = "WORDS", description = "What to look for.")
    private List<String> words = List.of();

    @Option(names = "--account", paramLabel = "A", description = "Only this account, by its id.")
    private long account;

    @Option(names = "--shop", paramLabel = "S", description = "Only this shop: its code or id.")
    private String shop = "";

    @Option(
            names = "--since",
            paramLabel = "T",
            converter = TimeOption.class,
            description = "Written from this time on: 2026-11-22T19:00:00Z or 2026-11-22.")
    private @Nullable Long since;

    @Option(
            names = "--until",
            paramLabel = "T",
            converter = TimeOption.class,
            description = "Written up to this time, exclusive.")
    private @Nullable Long until;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description =
                    "Messages at most, 1 to " + SearchQuery.LIMIT + ". Default: " + USUAL + ".")
    private int limit = USUAL;

    @Option(names = "--fresh", description = "Do not ask the index that is there: make one.")
    private boolean fresh;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    Search() {}

    @Override
    public Integer call() throws IOException {
        if (limit < 1 || limit > SearchQuery.LIMIT) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--limit=" + limit + " is not between 1 and " + SearchQuery.LIMIT);
        }
        try (OpenLog log = OpenLog.open(data);
                SearchedLog searched = SearchedLog.open(log, data, fresh, spec)) {
            SearchResult result = searched.search(query(searched.shops()));
            long behind = log.provedBefore() - result.indexedBefore();
            if (behind > 0) {
                spec.commandLine()
                        .getErr()
                        .println(
                                "the index holds all below position "
                                        + result.indexedBefore()
                                        + "; "
                                        + behind
                                        + " later events are not searched. A running server adds"
                                        + " them within seconds; --fresh searches all.");
            }
            if (!result.complete()) {
                spec.commandLine()
                        .getErr()
                        .println("the search took too long: there may be more. Narrow it.");
            }
            print(result, searched.shops(), log.provedBefore());
        }
        return 0;
    }

    private SearchQuery query(Shops shops) {
        long wanted = 0;
        if (!shop.isEmpty()) {
            wanted = shops.named(shop);
            if (wanted == 0) {
                throw new ParameterException(
                        spec.commandLine(), "--shop='" + shop + "' is not a shop of this log");
            }
        }
        Long start = since;
        Long end = until;
        return new SearchQuery(
                String.join(" ", words),
                account,
                wanted,
                0,
                start == null ? Long.MIN_VALUE : start,
                end == null ? Long.MAX_VALUE : end,
                0,
                limit);
    }

    private void print(SearchResult result, Shops shops, long logBefore) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonLines.print(out, generator -> write(result, shops, logBefore, generator));
            return;
        }
        for (Hit hit : result.hits()) {
            out.println(
                    Times.shown(hit.at())
                            + "  conversation "
                            + hit.conversation()
                            + "  #"
                            + hit.number()
                            + "  seq "
                            + hit.seq()
                            + "  "
                            + Terminal.harmless(shops.code(hit.shop()))
                            + "  "
                            + from(hit)
                            + (hit.note() ? " (note)" : ""));
            out.println("    " + Terminal.harmless(marked(hit)));
        }
        out.println(
                (result.totalIsExact() ? "" : "more than ")
                        + result.total()
                        + (result.total() == 1 ? " message" : " messages")
                        + (result.hits().size() < result.total()
                                ? ", " + result.hits().size() + " shown"
                                : ""));
        JsonLines.failIfClosed(out);
    }

    private static String from(Hit hit) {
        return hit.from().name().toLowerCase(Locale.ROOT)
                + (hit.actor() == 0 ? "" : " " + hit.actor());
    }

    /** On one line, what was found in brackets. */
    private static String marked(Hit hit) {
        StringBuilder line = new StringBuilder(hit.snippet());
        for (Hit.Mark mark : hit.marks().reversed()) {
            line.insert(mark.end(), ']').insert(mark.start(), '[');
        }
        return line.toString().replace('\n', ' ').replace('\r', ' ').replace('\t', ' ');
    }

    private static void write(SearchResult result, Shops shops, long logBefore, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("total", result.total());
        json.writeBooleanField("total_is_exact", result.totalIsExact());
        json.writeBooleanField("complete", result.complete());
        json.writeNumberField("indexed_before", result.indexedBefore());
        json.writeNumberField("log_before", logBefore);
        json.writeArrayFieldStart("hits");
        for (Hit hit : result.hits()) {
            json.writeStartObject();
            json.writeNumberField("conversation", hit.conversation());
            json.writeNumberField("number", hit.number());
            json.writeNumberField("seq", hit.seq());
            json.writeNumberField("position", hit.position());
            json.writeStringField("at", Times.iso(hit.at()));
            json.writeStringField("from", hit.from().name().toLowerCase(Locale.ROOT));
            if (hit.actor() == 0) {
                json.writeNullField("agent");
            } else {
                json.writeNumberField("agent", hit.actor());
            }
            json.writeNumberField("account", hit.account());
            json.writeStringField("shop", shops.code(hit.shop()));
            json.writeBooleanField("note", hit.note());
            json.writeStringField("text", hit.text());
            json.writeStringField("snippet", hit.snippet());
            json.writeArrayFieldStart("marks");
            for (Hit.Mark mark : hit.marks()) {
                json.writeArray(new int[] {mark.start(), mark.end()}, 0, 2);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
