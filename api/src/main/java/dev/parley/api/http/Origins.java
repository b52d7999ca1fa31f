package dev.parley.api.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Locale;

/** Which pages may talk to us from a browser. */
public final class Origins {
    private Origins() {}

    /** Whether a page of {@code origin} is one that this server itself served at {@code host}. */
    public static boolean isSame(String origin, String host) {
        try {
            String authority = new URI(origin).getRawAuthority();
            return authority != null && !host.isEmpty() && authority.equalsIgnoreCase(host);
        } catch (URISyntaxException _) {
            return false;
        }
    }

    /**
     * Whether {@code origin} is in a list of {@code https://shop.example} entries; {@code *} stands
     * for all.
     */
    public static boolean isListed(String origin, Collection<String> allowed) {
        String wanted = origin.toLowerCase(Locale.ROOT);
        for (String each : allowed) {
            if (each.equals("*") || each.toLowerCase(Locale.ROOT).equals(wanted)) {
                return true;
            }
        }
        return false;
    }
}
