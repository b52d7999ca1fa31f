package dev.parley.bench.profile;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.Map;

/** Parts of a line. */
final class Json {
    private Json() {}

    static ObjectNode object() {
        return new ObjectMapper().createObjectNode();
    }

    static double rounded(double value) {
        return Math.round(value * 1_000) / 1e3;
    }

    static ObjectNode place(ObjectNode into, FlightData.Place place) {
        return into.put("what", place.what()).put("within", place.within());
    }

    /** Sums by kind of thread and call. */
    static Map<String, SystemCalls.Call> byRole(SystemCalls calls) {
        Map<String, SystemCalls.Call> sums = new LinkedHashMap<>();
        for (SystemCalls.Call call : calls.calls()) {
            String role = call.thread().isEmpty() ? "" : Role.of(call.thread()).label() + ": ";
            sums.merge(
                    role + call.name(),
                    call,
                    (a, b) ->
                            new SystemCalls.Call(
                                    a.thread(),
                                    a.name(),
                                    a.count() + b.count(),
                                    a.millis() + b.millis()));
        }
        return sums;
    }
}
