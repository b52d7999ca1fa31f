package dev.parley.ops;

import com.fasterxml.jackson.core.JsonGenerator;

import java.io.IOException;
import java.util.Locale;

/** The three forms of a transcript. */
final class TranscriptPages {
    private static final String STYLE =
            "body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0"
                    + " 1rem}dt{color:#555;font-size:.85rem;margin-top:1rem}"
                    + "dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}.note"
                    + " dd{background:#fff6d6}";

    private TranscriptPages() {}

    static void json(Transcript transcript, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("conversation", transcript.conversation());
        json.writeNumberField("account", transcript.account());
        json.writeStringField("shop", transcript.shop());
        json.writeNumberField("number", transcript.number());
        String externalId = transcript.externalId();
        if (externalId != null) {
            json.writeStringField("external_id", externalId);
        }
        json.writeArrayFieldStart("messages");
        for (Transcript.Message message : transcript.messages()) {
            json(message, json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void json(Transcript.Message message, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("seq", message.seq());
        json.writeStringField("at", Times.iso(message.at()));
        json.writeStringField("from", from(message));
        if (message.actor() != 0) {
            json.writeNumberField("actor", message.actor());
        }
        if (message.note()) {
            json.writeBooleanField("note", true);
        }
        if (message.editedAt() != 0) {
            json.writeStringField("edited_at", Times.iso(message.editedAt()));
        }
        json.writeFieldName("text");
        String text = message.text();
        if (text == null) {
            JsonFields.writeSealed(json, message.keyId());
        } else {
            json.writeString(text);
        }
        json.writeEndObject();
    }

    static String text(Transcript transcript) {
        StringBuilder page = new StringBuilder();
        page.append(title(transcript)).append('\n');
        for (Transcript.Message message : transcript.messages()) {
            page.append('\n').append(head(message)).append('\n');
            said(message)
                    .lines()
                    .forEach(
                            line ->
                                    page.append("    ")
                                            .append(Terminal.harmless(line))
                                            .append('\n'));
        }
        return page.toString();
    }

    static String html(Transcript transcript) {
        StringBuilder page = new StringBuilder();
        page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(escaped(title(transcript)))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body>\n<h1>")
                .append(escaped(title(transcript)))
                .append("</h1>\n");
        for (Transcript.Message message : transcript.messages()) {
            page.append(message.note() ? "<dl class=\"note\"><dt>" : "<dl><dt>")
                    .append(escaped(head(message)))
                    .append("</dt><dd dir=\"auto\">")
                    .append(escaped(said(message)))
                    .append("</dd></dl>\n");
        }
        return page.append("</body></html>\n").toString();
    }

    private static String title(Transcript transcript) {
        String externalId = transcript.externalId();
        return "Conversation "
                + transcript.conversation()
                + ", number "
                + transcript.number()
                + " of "
                + Terminal.harmless(transcript.shop())
                + (externalId == null ? "" : ", imported as " + Terminal.harmless(externalId));
    }

    private static String head(Transcript.Message message) {
        return Times.shown(message.at())
                + " UTC  "
                + from(message)
                + (message.actor() == 0 ? "" : " " + message.actor())
                + (message.note() ? " (note, not seen by the visitor)" : "")
                + (message.editedAt() == 0 ? "" : ", edited " + Times.shown(message.editedAt()));
    }

    private static String from(Transcript.Message message) {
        return message.from().name().toLowerCase(Locale.ROOT);
    }

    private static String said(Transcript.Message message) {
        String text = message.text();
        return text == null ? "{\"sealed\":" + message.keyId() + "}" : text;
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(
                        each -> {
                            switch (each) {
                                case '&' -> safe.append("&amp;");
                                case '<' -> safe.append("&lt;");
                                case '>' -> safe.append("&gt;");
                                case '"' -> safe.append("&quot;");
                                case '\'' -> safe.append("&#39;");
                                case 0 -> safe.append('\uFFFD');
                                default -> safe.appendCodePoint(each);
                            }
                        });
        return safe.toString();
    }
}
