package dev.parley.bench.report;

/** Text in a page. */
final class Html {
    private Html() {}

    static String text(String plain) {
        return plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /**
     * A cell of a table.
     *
     * @param style its class; empty for none
     * @param label before the text where there is no room for heads; empty for none
     */
    static String cell(String style, String label, String text) {
        StringBuilder cell = new StringBuilder("<td");
        if (!style.isEmpty()) {
            cell.append(" class=\"").append(style).append('"');
        }
        if (!label.isEmpty()) {
            cell.append(" data-l=\"").append(label).append('"');
        }
        return cell.append('>').append(text(text)).append("</td>").toString();
    }

    /** A field's name, such as {@code f3_p50_us}, in words. */
    static String words(String field) {
        return field.replace('_', ' ')
                .replace("per s", "a second")
                .replace("mib", "MiB")
                .replace("f3", "F3")
                .replace("sla", "SLA");
    }
}
